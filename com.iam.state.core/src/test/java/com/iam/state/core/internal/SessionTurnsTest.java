package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.testkit.Parallel;

class SessionTurnsTest {

    private static final Deadline SOON = Deadline.after(Duration.ofMinutes(1));

    private final SessionTurns turns = new SessionTurns();

    @Test
    void stepsForOneSessionFollowEachOther() throws InterruptedException {
        AtomicInteger within = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        Parallel.run(8, i -> () -> {
            for (int n = 0; n < 200; n++) {
                turns.inTurn("a", SOON, () -> most.accumulateAndGet(within.incrementAndGet(), Math::max) + within.decrementAndGet());
            }
            return null;
        });

        assertThat(most).hasValue(1);
        assertThat(turns.size()).isZero();
    }

    @Test
    void aSessionThatTakesLongHoldsUpNoOther() throws InterruptedException {
        CountDownLatch other = new CountDownLatch(1);

        Parallel.run(2, i -> () -> i == 0
                ? turns.inTurn("a", SOON, () -> ends(other))
                : turns.inTurn("b", SOON, () -> {
                    other.countDown();
                    return true;
                })).forEach(ended -> assertThat(ended).isTrue());
    }

    @Test
    void whoWaitsTooLongIsToldAndDoesNothing() throws InterruptedException {
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);

        Parallel.run(2, i -> () -> {
            if (i == 0) {
                return turns.inTurn("a", SOON, () -> {
                    holds.countDown();
                    return ends(done);
                });
            }
            assertThat(ends(holds)).isTrue();
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> turns.inTurn("a", Deadline.after(Duration.ofMillis(20)), () -> {
                        throw new AssertionError("it was not its turn");
                    }))
                    .matches(e -> !e.isOutcomeUnknown());
            done.countDown();
            return true;
        });

        assertThat(turns.size()).isZero();
    }

    private static boolean ends(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
