package com.iam.state.redis.internal;

import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Assurance;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisCluster;
import com.iam.state.testkit.RedisSentinels;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/**
 * Replicas fall behind, and then the primary is killed, while sessions get new secrets and end. What all replicas have
 * acknowledged is not undone; what is lost without that is counted.
 */
class AcknowledgedFailOverTest {

    private static final int THREADS = 8;
    private static final int WRITES_BEFORE = 500;
    private static final int WRITES = 200;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sentinelsChooseAnotherPrimary(boolean acknowledged) {
        assertThat(isLossSeen(() -> loseASentinelsPrimary(acknowledged), acknowledged)).isEqualTo(!acknowledged);
    }

    private static boolean loseASentinelsPrimary(boolean acknowledged) {
        try (RedisSentinels sentinels = RedisSentinels.start()) {
            return isAnythingUndone("Sentinel", SharedSetUp.settings("sentinel", sentinels.uris(), asking(acknowledged ? 2 : 0,
                    Map.of("sentinelMasterName", RedisSentinels.MASTER))), sentinels.primary(),
                    sentinels.redis().servers().subList(1, 3));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReplicaOfTheClusterTakesOver(boolean acknowledged) {
        assertThat(isLossSeen(() -> loseAClustersPrimary(acknowledged), acknowledged)).isEqualTo(!acknowledged);
    }

    /** That something is lost without acknowledgement shows that the test can tell; but it is not lost every time. */
    private static boolean isLossSeen(BooleanSupplier failOver, boolean acknowledged) {
        boolean lost = failOver.getAsBoolean();
        for (int trial = 1; trial < 3 && !acknowledged && !lost; trial++) {
            lost = failOver.getAsBoolean();
        }
        return lost;
    }

    private static boolean loseAClustersPrimary(boolean acknowledged) {
        try (RedisCluster cluster = RedisCluster.start(1)) {
            return isAnythingUndone("Cluster", SharedSetUp.settings("cluster", cluster.uris(),
                    asking(acknowledged ? 1 : 0, Map.of())), cluster.servers().get(0), cluster.servers().subList(3, 4));
        }
    }

    private static Map<String, Object> asking(int replicas, Map<String, Object> other) {
        Map<String, Object> settings = new HashMap<>(other);
        settings.putAll(Map.of("acknowledgingReplicas", replicas, "acknowledgementTimeoutInMs", 500, "responseTimeoutInMs", 1000));
        return settings;
    }

    private static boolean isAnythingUndone(String what, RedisSettings settings, RedisServer primary, List<RedisServer> replicas) {
        boolean asked = settings.replication().isAsked();
        try (Fixture fixture = new Fixture(settings, new TestEncryption("first"))) {
            fixture.awaitConnection();
            Load load = new Load(fixture.repository);
            load.start();
            try {
                Await.until("the load is on", LIMIT, () -> load.acknowledged.size() > WRITES_BEFORE);
                replicas.forEach(RedisServer::pause);
                primary.send("CLIENT", "KILL", "TYPE", "replica");
                int behind = load.answers.get() + WRITES;
                Await.until("the replicas are behind", LIMIT, () -> load.answers.get() > behind);
                long killed = System.nanoTime();
                primary.kill();
                replicas.forEach(RedisServer::resume);
                Await.until("writes fail, as the primary is gone", LIMIT, load.failures::get);
                int away = load.answers.get() + WRITES;
                Await.until("writes are answered again", LIMIT, () -> load.answers.get() > away);
                load.stop();
                List<Acknowledged> undone = load.acknowledged.stream().filter(each -> !isKept(fixture.repository, each)).toList();
                double window = undone.stream().mapToLong(each -> killed - each.at()).max().orElse(0) / 1e6;
                System.out.printf("%s fail-over, %s: %d of %d writes undone, the first of them acknowledged %.1f ms before the "
                        + "primary was killed%n", what, asked ? "with WAIT" : "without WAIT",
                        undone.size(), load.acknowledged.size(), window);
                return !undone.isEmpty();
            } finally {
                load.stop();
            }
        }
    }

    /** @param state what was written last, or what the session was when it ended */
    private record Acknowledged(StoredState state, boolean ended, AtomicBoolean endedLater, long at) {
    }

    private static boolean isKept(RedisStateRepository repository, Acknowledged write) {
        LoadOutcome[] outcome = new LoadOutcome[1];
        Await.until("each session can be asked for", LIMIT, () -> {
            try {
                outcome[0] = repository.peek(write.state().key(), LONG, Deadline.after(PATIENCE));
                return true;
            } catch (StateUnavailableException e) {
                return false;
            }
        });
        boolean found = outcome[0] instanceof LoadOutcome.Found;
        if (write.ended()) {
            return !found;
        }
        return write.endedLater().get() && !found
                || outcome[0] instanceof LoadOutcome.Found there && there.stored().revision() >= write.state().revision();
    }

    /** Threads that begin sessions, change their secrets and end them, and note what was acknowledged. */
    private static final class Load {

        private static final int CHANGES = 40;

        private final RedisStateRepository repository;
        private final List<Thread> threads = new ArrayList<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
        final AtomicInteger answers = new AtomicInteger();
        final AtomicBoolean failures = new AtomicBoolean();

        Load(RedisStateRepository repository) {
            this.repository = repository;
        }

        void start() {
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(this::go, "load-" + i);
                thread.start();
                threads.add(thread);
            }
        }

        void stop() {
            try {
                stopped.set(true);
                for (Thread thread : threads) {
                    thread.join(10_000);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private void go() {
            while (!stopped.get()) {
                AtomicBoolean ending = new AtomicBoolean();
                try {
                    live(States.of("alice"), ending);
                } catch (StateUnavailableException e) {
                    failures.set(true);
                }
            }
        }

        private void live(StoredState session, AtomicBoolean ending) {
            repository.create(session, 0, Deadline.after(PATIENCE));
            StoredState present = session;
            for (int i = 0; i < CHANGES && !stopped.get(); i++) {
                StoredState next = States.incremented(present);
                WriteOutcome outcome = repository.update(next, LONG, 0, Assurance.REPLICATED, Deadline.after(PATIENCE));
                if (!(outcome instanceof WriteOutcome.Applied || outcome instanceof WriteOutcome.Unconfirmed)) {
                    return;
                }
                note(outcome, next, false, ending);
                present = next;
            }
            ending.set(true);
            note(repository.delete(present.key(), Cause.USER, Deadline.after(PATIENCE)), present, true, ending);
        }

        private void note(WriteOutcome outcome, StoredState state, boolean ended, AtomicBoolean ending) {
            answers.incrementAndGet();
            if (outcome instanceof WriteOutcome.Applied) {
                acknowledged.add(new Acknowledged(state, ended, ending, System.nanoTime()));
            }
        }
    }
}
