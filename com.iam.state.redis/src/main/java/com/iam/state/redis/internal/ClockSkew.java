package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;

/**
 * How far the clock of an instance may be from that of Redis for a session to begin. Whoever is too far away lets nobody log in while
 * all else goes well, so that is told, once a minute.
 */
final class ClockSkew {

    static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ClockSkew.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    /** A process has one clock. */
    private static volatile long toldAt = Monotonic.NEVER;

    private ClockSkew() {
    }

    /** @throws StateUnavailableException if it is further away */
    static void refuse(Instant createdAt, Instant now) {
        Duration skew = Duration.between(now, createdAt);
        if (skew.abs().compareTo(TOLERANCE) > 0) {
            throw of(skew.toMillis());
        }
    }

    /**
     * As {@link #refuse} would a session that begins now.
     *
     * @param redis asks for the time there; what it takes to ask is no difference
     */
    static void check(InstantSource clock, Supplier<Instant> redis) {
        Instant before = clock.instant();
        Instant there = redis.get();
        Instant after = clock.instant();
        refuse(there.isBefore(before) ? before : there.isAfter(after) ? after : there, there);
    }

    static StateUnavailableException of(long milliseconds) {
        String message = "the clock differs by " + milliseconds + " ms from that of Redis";
        if (!Monotonic.isWithin(toldAt, BETWEEN_LINES)) {
            toldAt = System.nanoTime();
            LOG.warn("No session can begin: {}, more than {} ms", message, TOLERANCE.toMillis());
        }
        return new StateUnavailableException(message);
    }
}
