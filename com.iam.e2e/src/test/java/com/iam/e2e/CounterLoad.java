package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import com.iam.state.testkit.Await;

/**
 * Clients that use sessions of the counter module at a steady rate, a third of the requests writing. They keep a log of what was
 * acknowledged and compare it with each answer. An answer is right, or 503 with Retry-After; anything else ends the drill.
 */
final class CounterLoad implements AutoCloseable {

    private static final int THREADS = 16;
    private static final Duration LONG = Duration.ofSeconds(120);

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final CounterClient client;
    private final List<CountedSession> sessions;
    private final List<CompletableFuture<Void>> loops = new ArrayList<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private volatile boolean stopped;

    private CounterLoad(CounterClient client, List<CountedSession> sessions) {
        this.client = client;
        this.sessions = sessions;
    }

    /** @param perSecond requests, of all threads together */
    static CounterLoad start(CounterClient client, List<CountedSession> sessions, int perSecond, Random seeds) {
        CounterLoad load = new CounterLoad(client, sessions);
        long between = TimeUnit.SECONDS.toNanos(1) * THREADS / perSecond;
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Random random = new Random(seeds.nextLong());
            load.loops.add(CompletableFuture.runAsync(() -> load.run(number, between, random), load.threads));
        }
        return load;
    }

    long requests() {
        return requests.get();
    }

    /** Answered with 503 and Retry-After. */
    long refused() {
        return refused.get();
    }

    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    /** Fails if a client found something wrong. */
    void check() {
        loops.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(CompletableFuture::join);
    }

    /** Waits until the clients have got more answers, those of requests that began after this was called among them. */
    void awaitProgress() {
        long seen = requests.get();
        Await.until("requests go on", LONG, () -> {
            check();
            return requests.get() > seen + 3 * THREADS;
        });
    }

    void await(String what, BooleanSupplier condition) {
        Await.until(what, LONG, () -> {
            check();
            return condition.getAsBoolean();
        });
    }

    /** Stops, and compares every session with the log. */
    void finish() throws Exception {
        stopped = true;
        CompletableFuture.allOf(loops.toArray(CompletableFuture[]::new)).get(LONG.toSeconds(), TimeUnit.SECONDS);
        compare(client);
    }

    /** Compares every session with the log, while nobody uses them. */
    void compare(CounterClient reader) {
        for (CountedSession session : sessions) {
            HttpResponse<String> answer = reader.value(session);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            session.wasRead(Long.parseLong(answer.body()));
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }

    /** A session belongs to one thread, which so knows what its number must be. */
    private void run(int number, long between, Random random) {
        List<CountedSession> mine = new ArrayList<>();
        for (int i = number; i < sessions.size(); i += THREADS) {
            mine.add(sessions.get(i));
        }
        long next = System.nanoTime() + number * between / THREADS;
        while (!stopped) {
            LockSupport.parkNanos(next - System.nanoTime());
            next = Math.max(next + between, System.nanoTime() - between);
            use(mine.get(random.nextInt(mine.size())), random.nextInt(3) == 0);
        }
    }

    private void use(CountedSession session, boolean writing) {
        long began = System.nanoTime();
        HttpResponse<String> answer = writing ? client.increment(session) : client.value(session);
        longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
        if (answer.statusCode() == 503) {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            refused.incrementAndGet();
            if (writing && answer.headers().firstValue("Outcome").equals(Optional.of("unknown"))) {
                session.mayHaveBeenCounted();
            }
        } else {
            assertThat(answer.statusCode()).as("the answer to request " + requests + ": " + answer.body()).isEqualTo(200);
            long number = Long.parseLong(answer.body());
            if (writing) {
                session.wasCounted(number);
            } else {
                session.wasRead(number);
            }
        }
        requests.incrementAndGet();
    }
}
