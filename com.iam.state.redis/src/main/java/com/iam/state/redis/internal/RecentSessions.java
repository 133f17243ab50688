package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

import com.iam.state.api.StateKey;
import com.iam.state.api.StoredState;
import com.iam.state.api.Timeouts;

/**
 * Which sessions this instance used a moment ago, and how long they live. Whoever knows that a session is far from its deadline
 * need not ask a script whether it has passed.
 *
 * <p>Redis's clock is reckoned from what it showed in the last answer, which came a bit later: so a deadline that is reckoned
 * from it is never later than the one that Redis would find.
 *
 * <p>A table without order: a session that falls into the place of another one takes it, and the other one is loaded by the
 * script once more. What is in it is of no use to anybody else, and holds no state.
 */
final class RecentSessions {

    private static final int PLACES = 1 << 15;
    /** Longer than any answer takes. */
    private static final Duration MARGIN = Duration.ofSeconds(5);
    /** As in {@code clock.lua}. */
    private static final Instant FAR = Instant.ofEpochMilli(100_000_000_000_000L);

    private final AtomicReferenceArray<Use> places = new AtomicReferenceArray<>(PLACES);

    /**
     * @param now by Redis's clock, in the answer
     * @param heardAt when the answer was there, on the scale of {@link System#nanoTime()}
     */
    private record Use(StateKey key, Timeouts configured, Timeouts timeouts, Instant createdAt, Instant expiresAt, Instant now,
            long heardAt) {
    }

    /**
     * A use of a session now.
     *
     * @param now by Redis's clock, or a bit earlier
     */
    record Next(Instant now, Instant expiresAt) {
    }

    /** Notes what an answer told. @param now by Redis's clock, in the answer */
    void used(StoredState stored, Timeouts configured, Instant now, Instant expiresAt) {
        places.setRelease(place(stored.key()), new Use(stored.key(), configured, stored.timeouts().shorter(configured),
                stored.createdAt(), expiresAt, now, System.nanoTime()));
    }

    /** What becomes of a session that is used now; empty if Redis must judge. */
    Optional<Next> next(StateKey key, Timeouts configured) {
        Use last = places.getAcquire(place(key));
        if (last == null || !last.key.equals(key) || !last.configured.equals(configured)) {
            return Optional.empty();
        }
        long since = System.nanoTime() - last.heardAt;
        if (since > NearCache.lag(last.timeouts.idle())) {
            return Optional.empty();
        }
        Instant now = last.now.plusNanos(since);
        Instant expiresAt = last.timeouts.deadline(last.createdAt, now).truncatedTo(ChronoUnit.MILLIS);
        return now.plus(MARGIN).isAfter(last.expiresAt) || expiresAt.isBefore(last.expiresAt) || expiresAt.isAfter(FAR)
                ? Optional.empty()
                : Optional.of(new Next(now, expiresAt));
    }

    private static int place(StateKey key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 15) & PLACES - 1;
    }
}
