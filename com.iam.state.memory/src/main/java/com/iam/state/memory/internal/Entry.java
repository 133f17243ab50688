package com.iam.state.memory.internal;

import java.time.Instant;

import com.iam.state.api.StoredState;
import com.iam.state.api.Timeouts;

/** @param deadline by the timeouts that were in force at the last use */
record Entry(StoredState stored, Instant deadline) {

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
}
