package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** Whatever a real Redis refuses is told once when it begins and once when it is over, and readiness knows. */
class RefusalsTest {

    private final List<String> began = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private RedisServer server;
    private Fixture fixture;
    private Refusals refusals;

    @BeforeEach
    void start() {
        server = server();
        fixture = new Fixture(Fixture.settings(server.uri(), LeastPrivilege.SETTINGS), new TestEncryption("first"));
        fixture.awaitConnection();
        refusals = new Refusals(fixture.store.refusals().check(), "redis://test", true, Duration.ofMillis(100),
                Duration.ofMillis(300), began::add, ended::add);
        refusals.start();
    }

    RedisServer server() {
        return LeastPrivilege.start();
    }

    /** Only Redis 7 has it, and the product does without. */
    boolean knowsPexpiretime() {
        return true;
    }

    @AfterEach
    void stop() {
        refusals.close();
        fixture.close();
        server.close();
    }

    /**
     * What makes Redis refuse, and what ends that; a part of the reason; whether log-ins fail; whether those who have a session are
     * served no more.
     */
    record Case(String name, List<String> cause, List<String> end, String reason, boolean ready) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("NOREPLICAS", config("min-replicas-to-write", "1"), config("min-replicas-to-write", "0"),
                        "fewer replicas", false),
                new Case("OOM", config("maxmemory", "1"), config("maxmemory", "0"), "out of memory", true),
                new Case("an evicting policy", config("maxmemory-policy", "allkeys-lru"), config("maxmemory-policy", "noeviction"),
                        "allkeys-lru", true),
                new Case("no command at all", user("-@all"), user("+@all"), "may not run", false),
                new Case("other keys", user("resetkeys", "~other:*"), user("~*"), "keys", false));
    }

    private static List<String> config(String name, String value) {
        return List.of("CONFIG", "SET", name, value);
    }

    private static List<String> user(String... rule) {
        List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", LeastPrivilege.USER));
        words.addAll(List.of(rule));
        return words;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRefusalIsToldAtItsBeginningAndAtItsEnd(Case each) {
        send(each.cause());

        Await.until("its beginning is told", () -> !began.isEmpty());
        assertThat(began).singleElement().asString().contains(each.reason());
        assertThat(isReady()).isEqualTo(each.ready());

        send(each.end());
        Await.until("its end is told", () -> !ended.isEmpty());
        Await.until("it is ready again", this::isReady);
        assertThat(began).hasSize(1);
        assertThat(ended).singleElement().asString().contains(each.reason());
        assertThat(refusals.warnings()).isEmpty();
    }

    @Test
    void aFullRedisServesThoseWhoHaveASession() {
        StoredState stored = created();
        send(config("maxmemory", "1"));
        Await.until("it is warned of", () -> !refusals.warnings().isEmpty());

        assertThat(fixture.repository.load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
        assertThat(fixture.repository.delete(stored.key(), SessionEnd.Cause.USER, soon())).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(works(this::created)).isFalse();
        assertThat(isReady()).isTrue();
    }

    /** A folder stands where Redis wants to write its file. */
    @Test
    void aRedisThatCannotSaveIsNotReady() throws Exception {
        Path folder = Path.of(server.send("CONFIG", "GET", "dir").split("\r\n")[4]);
        Path obstacle = Files.createDirectory(folder.resolve("dump.rdb"));
        send(config("save", "3600 1"));
        server.send("BGSAVE");

        Await.until("its beginning is told", () -> !began.isEmpty());
        assertThat(began).singleElement().asString().contains("cannot save");
        assertThat(isReady()).isFalse();

        Files.delete(obstacle);
        Await.until("it can be saved", () -> server.send("BGSAVE").contains("started")
                && server.send("INFO", "persistence").contains("rdb_last_bgsave_status:ok"));
        Await.until("its end is told", () -> !ended.isEmpty());
        Await.until("it is ready again", this::isReady);
    }

    /** Without each command in turn that the service account needs: ready is what serves log-ins, requests and log-outs. */
    @Test
    void readinessKnowsEachCommandThatLogInsAndRequestsNeed() {
        List<String> wrong = new ArrayList<>();
        for (String command : List.of("time", "get", "getex", "getrange", "set", "del", "exists", "pexpireat", "pexpiretime", "pttl",
                "zadd", "zrem", "zcard", "zrange", "zrangebyscore", "zremrangebyrank", "sadd", "smembers", "publish", "evalsha")) {
            if (command.equals("pexpiretime") && !knowsPexpiretime()) {
                continue;
            }
            StoredState before = created();
            send(user("-" + command));
            boolean served = works(this::created)
                    & works(() -> fixture.repository.create(States.of("alice"), 1, soon()))
                    & works(() -> fixture.repository.load(before.key(), LONG, soon()))
                    & works(() -> fixture.repository.update(States.incremented(before), LONG, 0, soon()))
                    & works(() -> fixture.repository.delete(before.key(), SessionEnd.Cause.USER, soon()));
            boolean ready = isReady();
            if (served != ready || refusals.warnings().isEmpty()) {
                wrong.add(command + ": served " + served + ", ready " + ready + ", " + refusals.warnings());
            }
            send(user("+" + command));
            assertThat(isReady() | isReady()).as("without %s no more", command).isTrue();
        }
        assertThat(wrong).isEmpty();
    }

    static Stream<Case> refusedConnections() {
        return Stream.of(
                // Redisson names each connection, and gives up one that it may not.
                new Case("a permission", user("-client"), List.of(), Refusal.FORBIDDEN.reason(), false),
                new Case("a password", user("resetpass", ">another"), List.of(), Refusal.CREDENTIALS.reason(), false));
    }

    @ParameterizedTest
    @MethodSource("refusedConnections")
    void whyAConnectionIsRefusedIsSaid(Case each) {
        send(each.cause());
        try (Fixture other = new Fixture(Fixture.settings(server.uri(), LeastPrivilege.SETTINGS), new TestEncryption("first"))) {
            Await.until("the reason is known", () -> {
                try {
                    other.repository.check(soon());
                    return false;
                } catch (StateUnavailableException e) {
                    return e.getMessage().equals(each.reason());
                }
            });
        }
    }

    @Test
    void aPermissionThatNearCachesLackIsSaid() {
        send(user("-subscribe"));
        Map<String, Object> settings = new HashMap<>(LeastPrivilege.SETTINGS);
        settings.putAll(Fixture.NEAR_CACHE);
        try (Fixture other = new Fixture(Fixture.settings(server.uri(), settings), new TestEncryption("first"))) {
            other.store.refusals().start();
            Await.until("it is warned of", () -> other.store.refusals().warnings().contains(Refusal.FORBIDDEN.reason()));
            other.repository.check(soon());
        }
    }

    /** Redis forgets its scripts all the time: the product does not mind. */
    @Test
    void scriptsThatAreForgottenAllTheTimeAreNoFault() throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        boolean[] over = new boolean[1];
        Thread flushing = new Thread(() -> {
            while (!over[0]) {
                server.send("SCRIPT", "FLUSH");
            }
        });
        flushing.start();
        try {
            for (int i = 0; i < 300; i++) {
                StoredState stored = created();
                fixture.repository.update(States.incremented(stored), LONG, 0, soon());
                fixture.repository.delete(stored.key(), SessionEnd.Cause.USER, soon());
                fixture.store.sweep(soon());
            }
        } catch (RuntimeException e) {
            failures.add(e);
        } finally {
            over[0] = true;
            flushing.join();
        }
        assertThat(failures).isEmpty();
        assertThat(began).isEmpty();
    }

    private StoredState created() {
        StoredState stored = States.of("alice");
        assertThat(fixture.repository.create(stored, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return stored;
    }

    private boolean isReady() {
        return works(() -> refusals.check(soon()));
    }

    private static boolean works(Runnable call) {
        try {
            call.run();
            return true;
        } catch (StateUnavailableException e) {
            return false;
        }
    }

    private void send(List<String> command) {
        assertThat(server.send(command.toArray(String[]::new))).isEqualTo("+OK\r\n");
    }
}
