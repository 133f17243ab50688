package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;

import com.iam.state.api.StateUnavailableException;

/** How far the clock of an instance may be from that of Redis for a session to begin. */
final class ClockSkew {

    static final Duration TOLERANCE = Duration.ofSeconds(2);

    private ClockSkew() {
    }

    /** @throws StateUnavailableException if it is further away */
    static void refuse(Instant createdAt, Instant now) {
        Duration skew = Duration.between(now, createdAt);
        if (skew.abs().compareTo(TOLERANCE) > 0) {
            throw of(skew.toMillis());
        }
    }

    static StateUnavailableException of(long milliseconds) {
        return new StateUnavailableException("the clock differs by " + milliseconds + " ms from that of Redis");
    }
}
