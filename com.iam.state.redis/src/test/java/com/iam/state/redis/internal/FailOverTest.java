package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.DeadPort;
import com.iam.state.testkit.RedisCluster;
import com.iam.state.testkit.RedisSentinels;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** The primary is killed while sessions are read and written. */
class FailOverTest {

    private static final int SESSIONS = 64;
    private static final int THREADS = 8;
    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final Duration AFTER = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Between two attempts of one connection lie 100 ms or more; nobody has so many of them. */
    private static final int BOUND_OF_CONNECTIONS_A_SECOND = 200;

    @Test
    void sentinelsChooseAnotherPrimary() throws InterruptedException {
        try (RedisSentinels sentinels = RedisSentinels.start()) {
            List<RedisServer> all = new ArrayList<>(sentinels.redis().servers());
            all.addAll(sentinels.sentinels());
            survives("Sentinel", SharedSetUp.settings("sentinel", sentinels.uris(), Map.of("sentinelMasterName",
                    RedisSentinels.MASTER, "responseTimeoutInMs", 1000)), sentinels.primary(), all);
        }
    }

    @Test
    void aReplicaOfTheClusterTakesOver() throws InterruptedException {
        try (RedisCluster cluster = RedisCluster.start(1)) {
            survives("Cluster", SharedSetUp.settings("cluster", cluster.uris(), Map.of("responseTimeoutInMs", 1000)),
                    cluster.servers().get(0), cluster.servers());
        }
    }

    private static void survives(String what, RedisSettings settings, RedisServer primary, List<RedisServer> all)
            throws InterruptedException {
        try (Fixture fixture = new Fixture(settings, new TestEncryption("first"))) {
            fixture.awaitConnection();
            List<StoredState> sessions = IntStream.range(0, SESSIONS).mapToObj(i -> States.of("user" + i)).toList();
            sessions.forEach(session -> assertThat(fixture.repository.create(session, 0, soon()))
                    .isInstanceOf(WriteOutcome.Applied.class));
            awaitReplicas(all);

            Load load = new Load(fixture.repository, sessions);
            load.start();
            try {
                load.awaitAnswers(BEFORE);
                List<RedisServer> survivors = all.stream().filter(server -> server != primary).toList();
                long connectionsBefore = connections(survivors);
                primary.kill();
                long killed = System.nanoTime();
                try (DeadPort dead = DeadPort.of(primary.port())) {
                    Await.until("requests fail, as the primary is gone", LIMIT, () -> load.failures.get() > 0);
                    Await.until("each session is served again", LIMIT, () -> sessions.stream().allMatch(load::isServed));
                    double seconds = (System.nanoTime() - killed) / 1e9;
                    double rate = (dead.attempts() + connections(survivors) - connectionsBefore) / seconds;
                    load.awaitAnswers(AFTER);
                    System.out.printf("%s fail-over: back after %.1f s; %d answers, %d failures; %.1f attempts to connect "
                            + "a second, %d of them in all to the dead primary, those of the servers and of this test included%n",
                            what, seconds, load.answers.get(), load.failures.get(), rate, dead.attempts());
                    assertThat(rate).isLessThan(BOUND_OF_CONNECTIONS_A_SECOND);
                }
            } finally {
                load.stop();
            }
            assertThat(load.wrong).as("answers that a session is not there").isEmpty();
        }
    }

    private static void awaitReplicas(List<RedisServer> all) {
        all.stream().filter(server -> server.send("INFO", "replication").contains("role:master")).forEach(server ->
                Await.until("a replica has all sessions", () -> behind(server.send("INFO", "replication")) == 0));
    }

    /** How many bytes the replica that is furthest behind lacks. */
    private static long behind(String replication) {
        long written = number(replication, "master_repl_offset:(\\d+)");
        Matcher offsets = Pattern.compile("slave\\d+:.*?offset=(\\d+)").matcher(replication);
        long behind = 0;
        while (offsets.find()) {
            behind = Math.max(behind, written - Long.parseLong(offsets.group(1)));
        }
        return behind;
    }

    private static long connections(List<RedisServer> servers) {
        return servers.stream().mapToLong(server -> number(server.send("INFO", "stats"), "total_connections_received:(\\d+)")).sum();
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    /** Threads that read the sessions, and write some of them. */
    private static final class Load {

        private static final Duration PATIENCE = Duration.ofSeconds(1);

        private final RedisStateRepository repository;
        private final List<StoredState> sessions;
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();
        final AtomicLong answers = new AtomicLong();
        final AtomicInteger failures = new AtomicInteger();
        final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

        Load(RedisStateRepository repository, List<StoredState> sessions) {
            this.repository = repository;
            this.sessions = sessions;
        }

        void start() {
            for (int i = 0; i < THREADS; i++) {
                int first = i;
                Thread thread = new Thread(() -> ask(first), "load-" + i);
                thread.start();
                threads.add(thread);
            }
        }

        void stop() throws InterruptedException {
            stopped.set(true);
            for (Thread thread : threads) {
                thread.join(10_000);
            }
        }

        void awaitAnswers(Duration time) {
            long begin = answers.get();
            long end = System.nanoTime() + time.toNanos();
            Await.until("requests are answered", LIMIT, () -> System.nanoTime() > end && answers.get() > begin);
        }

        boolean isServed(StoredState session) {
            try {
                judge(repository.load(session.key(), LONG, Deadline.after(PATIENCE)));
                return true;
            } catch (StateUnavailableException e) {
                return false;
            }
        }

        private void ask(int first) {
            for (int i = first; !stopped.get(); i += THREADS) {
                StoredState session = sessions.get(i % sessions.size());
                try {
                    judge(repository.load(session.key(), LONG, Deadline.after(PATIENCE)));
                    WriteOutcome write = repository.update(States.incremented(session), LONG, 0, Deadline.after(PATIENCE));
                    if (write instanceof WriteOutcome.Absent || write instanceof WriteOutcome.Expired) {
                        wrong.add(write.toString());
                    }
                    answers.incrementAndGet();
                } catch (StateUnavailableException e) {
                    failures.incrementAndGet();
                } catch (RuntimeException e) {
                    wrong.add(e.toString());
                }
            }
        }

        private void judge(LoadOutcome outcome) {
            if (!(outcome instanceof LoadOutcome.Found)) {
                wrong.add(outcome.toString());
            }
        }
    }
}
