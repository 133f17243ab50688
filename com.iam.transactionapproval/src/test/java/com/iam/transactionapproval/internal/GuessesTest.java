package com.iam.transactionapproval.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.iam.support.throttle.ThrottlePolicy;
import com.iam.web.testing.TestClock;

class GuessesTest {

    private static final Guesses.Who HERE = new Guesses.Who("ebanking", "192.0.2.1");
    private static final Guesses.Who ELSEWHERE = new Guesses.Who("ebanking", "192.0.2.2");

    private final TestClock clock = new TestClock();
    private final Guesses guesses = new Guesses(new ThrottlePolicy(2, Duration.ofSeconds(900)), clock);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(guesses.count(HERE)).isEmpty();
        }
    }

    @Test
    void theWaitDoublesWithEachFailure() {
        fail(2);
        for (long wait : new long[] {1, 2, 4, 8}) {
            assertThat(guesses.count(HERE)).hasValue(Duration.ofSeconds(wait));
            clock.advance(Duration.ofSeconds(wait));
            fail(1);
        }
    }

    @Test
    void theWaitIsNoLongerWhenTheClockIsSetBack() {
        fail(2);
        clock.advance(Duration.ofSeconds(1));
        fail(1);
        clock.advance(Duration.ofDays(-1));

        assertThat(guesses.count(HERE)).hasValue(Duration.ofSeconds(2));
        clock.advance(Duration.ofSeconds(2));
        fail(1);
    }

    @Test
    void eachAddressIsCountedByItself() {
        fail(2);

        assertThat(guesses.count(ELSEWHERE)).isEmpty();
    }

    @Test
    void aDayForgetsTheFailures() {
        fail(2);
        clock.advance(Duration.ofHours(25));
        fail(2);
    }

    @Test
    void howeverManyNamesAreTriedTheLatestAreKept() {
        for (int i = 0; i < 10_000; i++) {
            guesses.count(new Guesses.Who("name" + i, "192.0.2.1"));
        }
        fail(2);

        assertThat(guesses.count(HERE)).isPresent();
        guesses.count(new Guesses.Who("name9999", "192.0.2.1"));
        assertThat(guesses.count(new Guesses.Who("name9999", "192.0.2.1"))).isPresent();
    }
}
