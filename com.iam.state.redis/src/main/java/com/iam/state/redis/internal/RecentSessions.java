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
 * <p>Redis's clock is reckoned from what it showed in the last answer of a script: at least as much time has passed since as
 * passed here since the answer was heard, and at most as much as since the question was sent.
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

    private record Use(Timeouts configured, Timeouts timeouts, Instant createdAt, Instant expiresAt, Instant now, long askedAt,
            long heardAt) {
    }

    /**
     * A use of a session now.
     *
     * @param earliest what Redis's clock shows at least
     * @param latest what it shows at the most
     * @param expiresAt no later than if the script had set it
     */
    record Next(Instant earliest, Instant latest, Instant expiresAt) {
    }

    /**
     * Notes what an answer of a script told, which was heard just now.
     *
     * @param now by Redis's clock, in the answer
     * @param askedAt when the question was sent, on the scale of {@link System#nanoTime()}
     */
    void used(StoredState stored, Timeouts configured, Instant now, Instant expiresAt, long askedAt) {
        uses.put(stored.key(), new Use(configured, stored.timeouts().shorter(configured), stored.createdAt(), expiresAt, now,
                askedAt, System.nanoTime()));
    }

    /** What becomes of a session that is used now; empty if Redis must judge. */
    Optional<Next> next(StateKey key, Timeouts configured) {
        return uses.find(key).filter(last -> last.configured.equals(configured)).flatMap(RecentSessions::next);
    }

    private static Optional<Next> next(Use last) {
        long present = System.nanoTime();
        Instant earliest = last.now.plusNanos(present - last.heardAt);
        Instant latest = last.now.plusNanos(present - last.askedAt);
        if (present - last.askedAt > NearCache.lag(last.timeouts.idle()) || latest.plus(MARGIN).isAfter(last.expiresAt)) {
            return Optional.empty();
        }
        Instant expiresAt = last.timeouts.deadline(last.createdAt, earliest).truncatedTo(ChronoUnit.MILLIS);
        return expiresAt.isBefore(last.expiresAt) || expiresAt.isAfter(FAR)
                ? Optional.empty()
                : Optional.of(new Next(earliest, latest, expiresAt));
    }
}
