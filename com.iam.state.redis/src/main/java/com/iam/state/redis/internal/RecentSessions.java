package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

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
 * <p>One that is forgotten is judged by the script once more.
 */
final class RecentSessions {

    /** Some 32,000 sessions, with some 200 bytes each. */
    private static final int BITS = 15;
    /** Longer than any answer takes. */
    private static final Duration MARGIN = Duration.ofSeconds(5);
    /** As in {@code clock.lua}. */
    private static final Instant FAR = Instant.ofEpochMilli(100_000_000_000_000L);

    private final Memo<StateKey, Use> uses = new Memo<>(BITS);

    /**
     * @param now by Redis's clock, in the answer
     * @param heardAt when the answer was there, on the scale of {@link System#nanoTime()}
     */
    private record Use(Timeouts configured, Timeouts timeouts, Instant createdAt, Instant expiresAt, Instant now, long heardAt) {
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
        uses.put(stored.key(), new Use(configured, stored.timeouts().shorter(configured), stored.createdAt(), expiresAt, now,
                System.nanoTime()));
    }

    /** What becomes of a session that is used now; empty if Redis must judge. */
    Optional<Next> next(StateKey key, Timeouts configured) {
        return uses.find(key).filter(last -> last.configured.equals(configured)).flatMap(RecentSessions::next);
    }

    private static Optional<Next> next(Use last) {
        long since = System.nanoTime() - last.heardAt;
        Instant now = last.now.plusNanos(since);
        if (since > NearCache.lag(last.timeouts.idle()) || now.plus(MARGIN).isAfter(last.expiresAt)) {
            return Optional.empty();
        }
        Instant expiresAt = last.timeouts.deadline(last.createdAt, now).truncatedTo(ChronoUnit.MILLIS);
        return expiresAt.isBefore(last.expiresAt) || expiresAt.isAfter(FAR)
                ? Optional.empty()
                : Optional.of(new Next(now, expiresAt));
    }
}
