package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** Redis is away for a while under load: calls fail at once, none says that a session is not there, none is lost. */
class OutageUnderLoadTest {

    private static final int THREADS = 16;
    private static final Duration AWAY = Duration.ofSeconds(Boolean.getBoolean("iam.full") ? 60 : 4);

    enum Fault {
        FROZEN(RedisServer::pause, RedisServer::resume),
        KILLED(server -> {
            server.send("SAVE");
            server.kill();
        }, RedisServer::startAgain);

        private final Consumer<RedisServer> begin;
        private final Consumer<RedisServer> end;

        Fault(Consumer<RedisServer> begin, Consumer<RedisServer> end) {
            this.begin = begin;
            this.end = end;
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsFailFastAndEverySessionIsThereAfterwards(Fault fault) throws Exception {
        try (RedisServer server = RedisServer.start(); Fixture fixture = new Fixture(server.uri(), new TestEncryption("first"))) {
            fixture.awaitConnection();
            List<StoredState> sessions = IntStream.range(0, THREADS).mapToObj(i -> States.of("user" + i)).toList();
            sessions.forEach(each -> assertThat(fixture.repository.create(each, 0, soon()))
                    .isInstanceOf(WriteOutcome.Applied.class));
            ConcurrentLinkedQueue<LoadOutcome> wrong = new ConcurrentLinkedQueue<>();
            ConcurrentLinkedQueue<Long> failures = new ConcurrentLinkedQueue<>();
            AtomicInteger answers = new AtomicInteger();
            AtomicBoolean stop = new AtomicBoolean();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (StoredState session : sessions) {
                clients.add(CompletableFuture.runAsync(() -> {
                    while (!stop.get()) {
                        long began = System.nanoTime();
                        try {
                            LoadOutcome outcome = fixture.repository.load(session.key(), LONG, soon());
                            answers.incrementAndGet();
                            if (!(outcome instanceof LoadOutcome.Found)) {
                                wrong.add(outcome);
                            }
                        } catch (StateUnavailableException e) {
                            failures.add(System.nanoTime() - began);
                            pause();
                        }
                    }
                }, threads));
            }
            Await.until("the load is on", () -> answers.get() > 1000);

            fault.begin.accept(server);
            Await.until("the breaker has opened", () -> failures.size() > 3 * THREADS);
            failures.clear();
            Thread.sleep(AWAY.toMillis());
            List<Long> slow = failures.stream().sorted().toList();
            int before = answers.get();
            fault.end.accept(server);
            Await.until("calls are answered again", () -> answers.get() > before + 1000);
            stop.set(true);
            clients.forEach(CompletableFuture::join);
            threads.shutdown();

            assertThat(wrong).isEmpty();
            assertThat(slow).isNotEmpty();
            System.out.printf("%s: %d calls failed in %d s, p99 %.1f ms%n", fault, slow.size(), AWAY.toSeconds(),
                    slow.get(slow.size() * 99 / 100) / 1e6);
            for (StoredState each : sessions) {
                assertThat(fixture.repository.load(each.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
            }
        }
    }

    /** As a client would that was told to come back later. */
    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
