package com.iam.state.redis.internal;

import java.time.Duration;

/** Moments on the scale of {@link System#nanoTime()}. */
final class Monotonic {

    /** No moment that can be met. */
    static final long NEVER = Long.MIN_VALUE;

    private Monotonic() {
    }

    static long after(Duration duration) {
        return System.nanoTime() + duration.toNanos();
    }

    /** Whether a moment was, and not longer ago than this. */
    static boolean isWithin(long moment, Duration duration) {
        return moment != NEVER && System.nanoTime() - moment < duration.toNanos();
    }

    /** The earlier one; {@link #NEVER} if one is that. */
    static long earlier(long a, long b) {
        return a == NEVER || b == NEVER ? NEVER : a - b < 0 ? a : b;
    }
}
