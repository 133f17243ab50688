package com.iam.state.support.trial;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.iam.state.api.CarriedState;
import com.iam.state.api.Deadline;
import com.iam.state.api.LoadOutcome;
import com.iam.state.api.SecretHash;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateRepository;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.StoredState;
import com.iam.state.api.Timeouts;
import com.iam.state.api.WriteId;
import com.iam.state.api.WriteOutcome;

/**
 * Does with a repository, once, what a module does with it. If it fails half-way, what it wrote ends by itself after a minute.
 */
public final class Rehearsal {

    /** No web module has this name, so no list of sessions shows what is done here. */
    public static final String MODULE = "testlet";

    private static final Timeouts BRIEF = new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final SecureRandom random = new SecureRandom();
    private final StateRepository states;
    private final Deadline deadline;

    private Rehearsal(StateRepository states, Deadline deadline) {
        this.states = states;
        this.deadline = deadline;
    }

    /**
     * Writes, replaces, reads, adopts and deletes states.
     *
     * @return what went wrong, for operators; empty if the repository does what it should
     * @throws StateUnavailableException if it did not answer, or refused to
     */
    public static Optional<String> with(StateRepository states, Instant now, Deadline deadline) {
        return new Rehearsal(states, deadline).wrong(now.truncatedTo(ChronoUnit.MILLIS));
    }

    private Optional<String> wrong(Instant now) {
        StoredState first = state(now);
        StoredState second = next(first);
        if (!(states.create(first, 0, deadline) instanceof WriteOutcome.Applied)) {
            return Optional.of("a new state was not kept");
        }
        if (!(states.update(second, BRIEF, 0, deadline) instanceof WriteOutcome.Applied)) {
            return Optional.of("a state was not replaced");
        }
        if (!(states.update(next(first), BRIEF, 0, deadline) instanceof WriteOutcome.Stale)) {
            return Optional.of("a write on an old revision was not refused");
        }
        if (!(states.load(first.key(), BRIEF, deadline) instanceof LoadOutcome.Found found && found.stored().equals(second))) {
            return Optional.of("what was read is not what was written");
        }
        StoredState adopted = state(now);
        if (!(states.adopt(new CarriedState(adopted, BRIEF.idle()), deadline) instanceof WriteOutcome.Applied)) {
            return Optional.of("a state from elsewhere was not taken over");
        }
        states.delete(first.key(), SessionEnd.Cause.UNKNOWN, deadline);
        states.delete(adopted.key(), SessionEnd.Cause.UNKNOWN, deadline);
        // They were nobody's sessions, and their ends are nobody's business.
        states.settleEnds(MODULE, states.claimEnds(MODULE, 1_000, Duration.ofSeconds(1), deadline), deadline);
        return states.load(first.key(), BRIEF, deadline) instanceof LoadOutcome.Absent
                ? Optional.empty()
                : Optional.of("a deleted state is still there");
    }

    private StoredState state(Instant now) {
        SessionToken token = SessionToken.create(random::nextBytes);
        return new StoredState(new StateKey(MODULE, token.storageId()), SecretHash.of(token), 1,
                WriteId.create(random::nextBytes), now, BRIEF, SessionState.EMPTY.withSubject(MODULE).with("n", 1));
    }

    private StoredState next(StoredState state) {
        return state.next(WriteId.create(random::nextBytes), state.secretHash(),
                state.state().with("n", state.revision() + 1));
    }
}
