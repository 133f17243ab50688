package com.iam.state.redis.internal;

import java.time.Duration;

import com.iam.support.config.Settings;

/**
 * Whether copies of states are kept in this process, and how many.
 *
 * @param lease for how long a deletion waits at the most for a cache that does not answer
 */
record NearCacheSettings(boolean on, int maximumEntries, long maximumBytes, Duration lease) {

    static final int LONGEST_LEASE_IN_MS = 10_000;
    static final NearCacheSettings OFF = new NearCacheSettings(false, 1, 1, Duration.ofMillis(500));

    static NearCacheSettings of(Settings settings) {
        return new NearCacheSettings(settings.flag("nearCache"), settings.integer("nearCacheMaximumEntries", 100, 10_000_000),
                settings.integer("nearCacheMaximumSizeInBytes", 1 << 20, Integer.MAX_VALUE),
                settings.milliseconds("nearCacheLeaseInMs", 100, LONGEST_LEASE_IN_MS));
    }

    /** For how long after it was last known to hear everything a cache may be read; some time is left for clocks that drift. */
    Duration right() {
        return Duration.ofNanos(lease.toNanos() * 9 / 20);
    }
}
