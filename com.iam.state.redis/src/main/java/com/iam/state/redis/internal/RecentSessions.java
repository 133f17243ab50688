package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.StoredState;
import com.iam.support.memo.Memo;

/**
 * Which sessions this instance used a moment ago, and how long they live. Whoever knows that a session is far from its deadline
 * need not ask a script whether it has passed.
 *
 * <p>Redis's clock is reckoned from what it showed in the last answer of a script: at least as much time has passed since as
 * passed here since the answer was heard, and at most as much as since the question was sent. An answer that took so long that this
 * says too little is not noted.
 *
 * <p>One that is forgotten is judged by the script once more.
 */
final class RecentSessions {

    /** As in {@code clock.lua}: a record outlives its deadline by this. */
    static final Duration GRACE = Duration.ofMinutes(5);

    /** Some 32,000 sessions, with some 400 bytes each. */
    private static final int BITS = 15;
    /** Longer than any answer takes. */
    private static final Duration MARGIN = Duration.ofSeconds(5);
    /** With the millisecond that Redis's clock is told in it is a tenth of a second. */
    private static final long TOO_VAGUE = Duration.ofMillis(99).toNanos();
    /** As in {@code clock.lua}. */
    private static final Instant FAR = Instant.ofEpochMilli(100_000_000_000_000L);

    private final Memo<StateKey, Use> uses = new Memo<>(BITS);

    private record Use(Timeouts configured, Timeouts timeouts, Instant createdAt, RecordMark mark, Instant expiresAt, Instant now,
            long askedAt, long heardAt) {

        Use seen(RecordMark next, Instant expires) {
            return new Use(configured, timeouts, createdAt, next, expires, now, askedAt, heardAt);
        }
    }

    /**
     * A use of a session now.
     *
     * @param earliest what Redis's clock shows at least
     * @param latest what it shows at the most
     * @param expiresAt no later than if a script had set it
     * @param createdAt as the record says
     * @param timeouts the shorter ones of those of the record and the configured ones
     * @param mark of the record, when it was last seen
     */
    record Next(Instant earliest, Instant latest, Instant expiresAt, Instant createdAt, Timeouts timeouts, RecordMark mark) {

        /** Whether a state, in a record, is the next revision and as usual: with the same subject, key and times. */
        boolean isFollowedBy(StoredState state, Timeouts configured, byte[] record) {
            return state.createdAt().equals(createdAt) && state.timeouts().shorter(configured).equals(timeouts)
                    && mark.precedes(RecordMark.of(record));
        }
    }

    /**
     * Notes what an answer of a script told, which was heard just now.
     *
     * @param record as it is now
     * @param now by Redis's clock, in the answer
     * @param askedAt when the question was sent, on the scale of {@link System#nanoTime()}
     */
    void used(StoredState stored, byte[] record, Timeouts configured, Instant now, Instant expiresAt, long askedAt) {
        long heardAt = System.nanoTime();
        if (heardAt - askedAt < TOO_VAGUE) {
            uses.put(stored.key(), new Use(configured, stored.timeouts().shorter(configured), stored.createdAt(),
                    RecordMark.of(record), expiresAt, now, askedAt, heardAt));
        }
    }

    /** Notes what became of a session without a script that told the time. */
    void seen(StateKey key, byte[] record, Instant expiresAt) {
        uses.find(key).ifPresent(use -> uses.put(key, use.seen(RecordMark.of(record), expiresAt)));
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
                : Optional.of(new Next(earliest, latest, expiresAt, last.createdAt, last.timeouts, last.mark));
    }
}
