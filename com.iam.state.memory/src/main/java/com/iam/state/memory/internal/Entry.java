package com.iam.state.memory.internal;

import java.time.Instant;
import java.util.Optional;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.StoredState;

/**
 * Instants are on the steady scale of {@link Times}, but for those of the stored state.
 *
 * @param begun when the state was created
 * @param deadline by the timeouts that were in force at the last use
 * @param noticed whether it is over and its end has been noticed
 */
record Entry(StoredState stored, Instant begun, Instant deadline, boolean noticed) {

    Entry(StoredState stored, Instant begun, Instant deadline) {
        this(stored, begun, deadline, false);
    }

    static Entry used(StoredState stored, Instant begun, Timeouts configured, Instant now) {
        return new Entry(stored, begun, stored.timeouts().shorter(configured).deadline(begun, now));
    }

    /** A lifetime that was shortened since the last use counts at once. */
    Instant deadline(Timeouts configured) {
        Instant absolute = begun.plus(configured.absoluteLifetime());
        return absolute.isBefore(deadline) ? absolute : deadline;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(deadline);
    }

    boolean isOver(Timeouts configured, Instant now) {
        return !now.isBefore(deadline(configured));
    }

    boolean isOf(String subject) {
        return stored.state().subject().filter(subject::equals).isPresent();
    }

    SessionInfo info(Times times) {
        return new SessionInfo(stored.key(), stored.state().subject(), stored.createdAt(), times.outside(deadline), stored.revision(),
                Optional.empty());
    }

    Entry asNoticed() {
        return new Entry(stored, begun, deadline, true);
    }

    /** @param moment by the clock */
    SessionEnd end(SessionEnd.Cause cause, Instant moment) {
        return SessionEnd.of(stored.key(), cause, stored.state().subject(), Optional.of(stored.createdAt()), moment);
    }

    SessionEnd expiry(Times times) {
        Instant absolute = begun.plus(stored.timeouts().absoluteLifetime());
        return end(deadline.isBefore(absolute) ? SessionEnd.Cause.IDLE : SessionEnd.Cause.LIFETIME,
                times.outside(deadline));
    }
}
