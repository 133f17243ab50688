package com.iam.state.memory.internal;

import java.time.Instant;
import java.util.Optional;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StoredState;
import com.iam.state.api.Timeouts;

/**
 * @param deadline by the timeouts that were in force at the last use
 * @param noticed whether it is over and its end has been noticed
 */
record Entry(StoredState stored, Instant deadline, boolean noticed) {

    Entry(StoredState stored, Instant deadline) {
        this(stored, deadline, false);
    }

    static Entry used(StoredState stored, Timeouts configured, Instant now) {
        return new Entry(stored, stored.timeouts().shorter(configured).deadline(stored.createdAt(), now));
    }

    /** A lifetime that was shortened since the last use counts at once. */
    Instant deadline(Timeouts configured) {
        Instant absolute = stored.createdAt().plus(configured.absoluteLifetime());
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

    SessionInfo info() {
        return new SessionInfo(stored.key(), stored.state().subject(), stored.createdAt(), deadline, stored.revision(),
                Optional.empty());
    }

    Entry asNoticed() {
        return new Entry(stored, deadline, true);
    }

    SessionEnd end(SessionEnd.Cause cause, Instant moment) {
        return SessionEnd.of(stored.key(), cause, stored.state().subject(), Optional.of(stored.createdAt()), moment);
    }

    SessionEnd expiry() {
        Instant absolute = stored.createdAt().plus(stored.timeouts().absoluteLifetime());
        return end(deadline.isBefore(absolute) ? SessionEnd.Cause.IDLE : SessionEnd.Cause.LIFETIME, deadline);
    }
}
