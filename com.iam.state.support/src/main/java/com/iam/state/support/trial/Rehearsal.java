package com.iam.state.support.trial;

import java.time.Instant;
import java.util.Optional;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;

/**
 * Does with a repository, once, what a module does with it. If it fails half-way, what it wrote ends by itself after a minute.
 */
public final class Rehearsal {

    /** No web module has this name, so no list of sessions shows what is done here. */
    public static final String MODULE = "testlet";

    private static final Timeouts BRIEF = TrialStates.BRIEF;

    private final StateRepository states;
    private final TrialStates trial;
    private final Deadline deadline;

    private Rehearsal(StateRepository states, TrialStates trial, Deadline deadline) {
        this.states = states;
        this.trial = trial;
        this.deadline = deadline;
    }

    /**
     * Writes, replaces, reads, adopts and deletes states.
     *
     * @return what went wrong, for operators; empty if the repository does what it should
     * @throws StateUnavailableException if it did not answer, or refused to
     */
    public static Optional<String> with(StateRepository states, Instant now, Deadline deadline) {
        return new Rehearsal(states, new TrialStates(now), deadline).wrong();
    }

    private Optional<String> wrong() {
        StoredState first = trial.create();
        StoredState second = trial.next(first);
        if (!(states.create(first, 0, deadline) instanceof WriteOutcome.Applied)) {
            return Optional.of("a new state was not kept");
        }
        if (!(states.update(second, BRIEF, 0, deadline) instanceof WriteOutcome.Applied)) {
            return Optional.of("a state was not replaced");
        }
        if (!(states.update(trial.next(first), BRIEF, 0, deadline) instanceof WriteOutcome.Stale)) {
            return Optional.of("a write on an old revision was not refused");
        }
        if (!(states.load(first.key(), BRIEF, deadline) instanceof LoadOutcome.Found found && found.stored().equals(second))) {
            return Optional.of("what was read is not what was written");
        }
        StoredState adopted = trial.create();
        if (!(states.adopt(new CarriedState(adopted, BRIEF.idle()), deadline) instanceof WriteOutcome.Applied)) {
            return Optional.of("a state from elsewhere was not taken over");
        }
        TrialStates.delete(states, deadline, first, adopted);
        return states.load(first.key(), BRIEF, deadline) instanceof LoadOutcome.Absent
                ? Optional.empty()
                : Optional.of("a deleted state is still there");
    }
}
