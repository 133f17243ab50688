package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import com.iam.state.api.Change;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.testkit.Parallel;
import com.iam.state.testkit.RedisServer;

/** Many requests, on several instances, that all change one session. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentionDrillTest {

    private static final int THREADS = 48;
    private static final int INCREMENTS = Boolean.getBoolean("iam.full") ? 10_000 : 2_000;

    private RedisServer server;
    private Instances instances;

    @BeforeAll
    void start() {
        server = RedisServer.start();
        instances = new Instances(server, 3);
    }

    @AfterAll
    void stop() {
        instances.close();
        server.close();
    }

    @Test
    void noIncrementOfThreeInstancesIsLostAndNoneFails() throws InterruptedException {
        SessionToken token = instances.manager(0).start(SessionState.EMPTY.withSubject("alice").with("n", 0)).token();
        AtomicInteger left = new AtomicInteger(INCREMENTS);
        AtomicInteger calls = new AtomicInteger();
        AtomicLong longest = new AtomicLong();
        long begin = System.nanoTime();

        Parallel.run(THREADS, i -> () -> {
            while (left.getAndDecrement() > 0) {
                long from = System.nanoTime();
                assertThat(instances.manager(i).update(token, state -> {
                    calls.incrementAndGet();
                    return Change.to(state.with("n", state.int64("n").orElseThrow() + 1));
                })).isInstanceOf(Live.class);
                longest.accumulateAndGet(System.nanoTime() - from, Math::max);
            }
            return null;
        });

        System.out.printf("%d increments by %d threads on 3 instances: %d ms, the longest %d ms, %d attempts%n", INCREMENTS,
                THREADS, Duration.ofNanos(System.nanoTime() - begin).toMillis(), Duration.ofNanos(longest.get()).toMillis(),
                calls.get());
        assertThat(((Live<Session>) instances.manager(0).resume(token)).value().state().int64("n"))
                .contains((long) INCREMENTS);
    }
}
