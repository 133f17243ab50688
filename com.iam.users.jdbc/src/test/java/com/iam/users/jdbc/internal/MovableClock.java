package com.iam.users.jdbc.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

final class MovableClock extends Clock {

    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private volatile Instant steady = now;

    /** Time passes. */
    void advance(Duration duration) {
        now = now.plus(duration);
        steady = steady.plus(duration);
    }

    /** The clock is set; no time passes. */
    void set(Duration ahead) {
        now = now.plus(ahead);
    }

    InstantSource steady() {
        return () -> steady;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
