package com.iam.support.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

class SteadyTimeTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicReference<Instant> clock = new AtomicReference<>(START);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);

    @Test
    void whatHasPassedIsCountedWhateverTheClockIsSetTo() {
        SteadyTime time = new SteadyTime(clock::get, nanos::get);
        assertThat(time.instant()).isEqualTo(START);

        clock.set(START.plus(Duration.ofDays(1)));
        assertThat(time.instant()).isEqualTo(START);
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        clock.set(START.minus(Duration.ofDays(1)));

        assertThat(time.instant()).isEqualTo(START.plusSeconds(5));
    }
}
