package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisReplicas;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** One address behind which another server becomes the primary, while connections to the one that was stay alive. */
class MovedEndPointTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void thePrimaryIsFoundThoughAllConnectionsToTheFormerOneLive() throws Exception {
        try (RedisReplicas redis = RedisReplicas.start(1, "--repl-diskless-sync-delay", "0");
                EndPoint endPoint = new EndPoint(redis.primary().port());
                Fixture fixture = new Fixture(endPoint.uri(), new TestEncryption("first"))) {
            RedisServer first = redis.primary();
            RedisServer second = redis.servers().get(1);
            fixture.awaitConnection();
            StoredState stored = States.of("alice");
            fixture.repository.create(stored, 0, soon());
            Await.until("the replica has it", () -> second.send("DBSIZE").equals(first.send("DBSIZE")));

            try (Load load = new Load(fixture, stored)) {
                second.send("REPLICAOF", "NO", "ONE");
                first.send("REPLICAOF", "127.0.0.1", String.valueOf(second.port()));
                Await.until("requests fail", () -> load.failed() > 0);
                assertThat(catchThrowableOfType(StateUnavailableException.class, () -> fixture.repository.check(soon())))
                        .hasMessage(Refusal.REPLICA.reason()).hasNoCause();
                endPoint.moveTo(second.port());
                long before = load.served();
                Await.until("requests are served", LIMIT, () -> load.served() > before);
            }
            fixture.awaitConnection();
            assertThat(fixture.repository.load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
        }
    }

    /** Requests that never cease, so that no connection idles. */
    private static final class Load implements AutoCloseable {

        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger served = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final List<Thread> threads = new ArrayList<>();

        Load(Fixture fixture, StoredState stored) {
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    while (!over.get()) {
                        try {
                            fixture.repository.load(stored.key(), LONG, soon());
                            served.incrementAndGet();
                        } catch (StateUnavailableException e) {
                            failed.incrementAndGet();
                        }
                    }
                });
                thread.start();
                threads.add(thread);
            }
        }

        int served() {
            return served.get();
        }

        int failed() {
            return failed.get();
        }

        @Override
        public void close() throws InterruptedException {
            over.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
