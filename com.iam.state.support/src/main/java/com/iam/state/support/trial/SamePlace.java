package com.iam.state.support.trial;

import java.time.Instant;

import com.iam.state.api.Freshness;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;

/**
 * Whether two repositories keep their states in one place: the same Redis, by its name and by its address, with TLS
 * and without, or through a Sentinel. The settings alone do not tell.
 */
public final class SamePlace {

    private SamePlace() {
    }

    /**
     * Writes a state to one and looks for it in the other.
     *
     * @param written may be frozen for modules, but must take writes for the testlet's
     * @throws StateUnavailableException if it cannot be known
     */
    public static boolean is(StateRepository written, StateRepository read, Instant now, Deadline deadline) {
        StoredState mark = new TrialStates(now).create();
        if (!(written.create(mark, 0, deadline) instanceof WriteOutcome.Applied)) {
            throw new StateUnavailableException("a new state was not kept");
        }
        try {
            // A state that cannot be opened there is there all the same.
            return !(read.peek(mark.key(), TrialStates.BRIEF, Freshness.LATEST, deadline) instanceof LoadOutcome.Absent);
        } finally {
            TrialStates.delete(written, deadline, mark);
        }
    }
}
