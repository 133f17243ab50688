package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.iam.state.api.StateUnavailableException;

class ClockSkewTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static void check(Duration taken, Duration ahead) {
        Iterator<Instant> clock = List.of(NOW, NOW.plus(taken)).iterator();
        ClockSkew.check(clock::next, () -> NOW.minus(ahead));
    }

    @Test
    void anInstanceWhoseClockIsFarFromThatOfRedisIsNotWell() {
        check(Duration.ofMillis(1), Duration.ofSeconds(2));
        check(Duration.ofMillis(1), Duration.ofSeconds(-2));

        assertThatThrownBy(() -> check(Duration.ofMillis(1), Duration.ofMillis(2001)))
                .isInstanceOf(StateUnavailableException.class).hasMessage("the clock differs by 2001 ms from that of Redis");
        assertThatThrownBy(() -> check(Duration.ofMillis(1), Duration.ofMillis(-2002)))
                .isInstanceOf(StateUnavailableException.class).hasMessage("the clock differs by -2001 ms from that of Redis");
    }

    @Test
    void theTimeThatAskingTakesIsNoDifference() {
        check(Duration.ofSeconds(10), Duration.ofSeconds(-9));
        check(Duration.ofSeconds(10), Duration.ofSeconds(-12));
    }
}
