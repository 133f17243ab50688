package com.iam.state.support.trial;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.SecretHash;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteId;

/** States that are no user's sessions. What is left of them ends by itself after a minute. */
final class TrialStates {

    static final Timeouts BRIEF = new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final SecureRandom random = new SecureRandom();
    private final Instant now;

    TrialStates(Instant now) {
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    StoredState create() {
        SessionToken token = SessionToken.create(random::nextBytes);
        return new StoredState(new StateKey(Rehearsal.MODULE, token.storageId()), SecretHash.of(token), 1,
                WriteId.create(random::nextBytes), now, BRIEF, SessionState.EMPTY.withSubject(Rehearsal.MODULE).with("n", 1));
    }

    StoredState next(StoredState state) {
        return state.next(WriteId.create(random::nextBytes), state.secretHash(),
                state.state().with("n", state.revision() + 1));
    }

    /** Their ends are reported to no listener. */
    static void delete(StateRepository states, Deadline deadline, StoredState... ended) {
        for (StoredState each : ended) {
            states.delete(each.key(), SessionEnd.Cause.UNKNOWN, deadline);
        }
        states.settleEnds(Rehearsal.MODULE, states.claimEnds(Rehearsal.MODULE, 1_000, Duration.ofSeconds(1), deadline), deadline);
    }
}
