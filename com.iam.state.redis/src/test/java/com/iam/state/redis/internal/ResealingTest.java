package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static com.iam.state.testkit.States.MODULE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.iam.state.api.SessionInfo;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Parallel;
import com.iam.state.testkit.RedisCluster;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** Sessions move to another key in the background. */
class ResealingTest {

    private static final int SESSIONS = 500;
    private static final int FAST = 100_000;
    private static final String OLD = TestEncryption.keyId("first");
    private static final String NEW = TestEncryption.keyId("second");

    private static RedisServer server;
    private static RedisCluster cluster;
    private Fixture before;
    private Fixture after;

    enum Mode {
        SINGLE, CLUSTER;

        RedisSettings settings() {
            return this == SINGLE ? Fixture.settings(server.uri(), Map.of("responseTimeoutInMs", 10_000))
                    : SharedSetUp.settings("cluster", cluster.uris(), Map.of());
        }
    }

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        cluster = RedisCluster.start(0);
    }

    @AfterAll
    static void stop() {
        server.close();
        cluster.close();
    }

    @BeforeEach
    void empty() {
        server.send("FLUSHALL");
        cluster.sendToPrimaries("FLUSHALL");
    }

    @AfterEach
    void close() {
        before.close();
        after.close();
    }

    private void connect(Mode mode) {
        before = new Fixture(mode.settings(), new TestEncryption("first", "second"));
        after = new Fixture(mode.settings(), new TestEncryption("second", "first"));
        before.awaitConnection();
        after.awaitConnection();
    }

    private List<StoredState> created(int number) {
        return IntStream.range(0, number).mapToObj(i -> created("user" + i / 5)).toList();
    }

    private StoredState created(String subject) {
        StoredState state = States.of(subject);
        assertThat(before.repository.create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return state;
    }

    private static Resealing of(Fixture fixture) {
        return new Resealing(fixture.repository, fixture.store::modules);
    }

    private Instant deadline(StoredState session) {
        return ((LoadOutcome.Found) after.repository.peek(session.key(), LONG, soon())).expiresAt();
    }

    @ParameterizedTest
    @EnumSource
    void everySessionMovesWithWhatItHasAndTheRestOfItsTime(Mode mode) {
        connect(mode);
        List<StoredState> sessions = created(SESSIONS);
        List<Instant> deadlines = sessions.stream().map(this::deadline).toList();
        assertThat(Fixture.keysInUse(after.store)).isEqualTo(Map.of(OLD, (long) SESSIONS));

        assertThat(of(after).pass(FAST)).isEqualTo(SESSIONS);

        assertThat(Fixture.keysInUse(after.store)).isEqualTo(Map.of(NEW, (long) SESSIONS));
        assertThat(sessions).allSatisfy(each -> assertThat(after.repository.peek(each.key(), LONG, soon()))
                .isInstanceOfSatisfying(LoadOutcome.Found.class, found -> {
                    assertThat(found.stored().state()).isEqualTo(each.state());
                    assertThat(found.stored().revision()).isEqualTo(2);
                }));
        assertThat(sessions.stream().map(this::deadline).toList()).isEqualTo(deadlines);
        assertThat(after.repository.sessionsOf(MODULE, "user7", Optional.empty(), 10, soon()).items())
                .extracting(SessionInfo::subject).hasSize(5).containsOnly(Optional.of("user7"));
        assertThat(of(after).pass(FAST)).isZero();
    }

    @Test
    void whereThereIsOneKeyNothingIsDone() {
        connect(Mode.SINGLE);
        created(3);

        try (Fixture single = new Fixture(before.settings, new TestEncryption("second"))) {
            single.awaitConnection();
            assertThat(of(single).pass(FAST)).isZero();
        }
    }

    @Test
    void severalInstancesShareTheWorkAndNoWriteIsLost() throws Exception {
        connect(Mode.SINGLE);
        List<StoredState> sessions = created(SESSIONS);
        StoredState busy = sessions.get(0);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                StoredState present = ((LoadOutcome.Found) before.repository.load(busy.key(), LONG, soon())).stored();
                if (before.repository.update(States.incremented(present), LONG, 0, soon()) instanceof WriteOutcome.Applied) {
                    written.incrementAndGet();
                }
            }
        });
        try {
            List<Long> done = Parallel.run(3, i -> () -> of(after).pass(FAST));
            assertThat(done.stream().mapToLong(each -> each).sum()).isGreaterThanOrEqualTo(SESSIONS - 1);
        } finally {
            stop.set(true);
        }
        writer.join();

        LoadOutcome outcome = after.repository.peek(busy.key(), LONG, soon());
        assertThat(((LoadOutcome.Found) outcome).stored().state().int64("n")).hasValue(written.get());
        of(after).pass(FAST);
        assertThat(Fixture.keysInUse(after.store)).isEqualTo(Map.of(NEW, (long) SESSIONS));
    }
}
