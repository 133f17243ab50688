package com.iam.transactionapproval.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;

import com.iam.state.api.Change;
import com.iam.state.api.Freshness;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateManager;
import com.iam.state.api.Updated;
import com.iam.web.Problem;
import com.iam.web.ProblemException;

/** Keeps approvals, each in a session of its own whose token the application has. */
final class Approvals {

    private final InstantSource clock;

    Approvals(InstantSource clock) {
        this.clock = clock;
    }

    /** As it is at this moment, without keeping it alive. @throws ProblemException if there is none, or no longer */
    Kept find(StateManager manager, SessionToken token) {
        return manager.peek(token, Freshness.LATEST) instanceof Live<Session> live
                ? Kept.in(live.value()).orElseThrow(Approvals::none)
                : throwNone();
    }

    /**
     * Takes a pending approval one step further, in one compare-and-set.
     *
     * @param step a pure function of the approval and the time
     * @throws ProblemException if it is pending no more, or gone
     */
    Kept step(StateManager manager, SessionToken token, BiFunction<Approval, Instant, Approval> step) {
        if (manager.update(token, state -> {
            Instant now = clock.instant();
            Optional<Approval> next = Approval.from(state).filter(each -> each.statusAt(now) == Approval.Status.PENDING)
                    .map(each -> step.apply(each, now));
            return new Change<>(next.map(each -> each.writeTo(state)).orElse(state), next.isPresent());
        }) instanceof Live<Updated<Boolean>> live) {
            Kept kept = Kept.in(live.value().session()).orElseThrow(Approvals::none);
            if (live.value().result()) {
                return kept;
            }
            throw decided();
        }
        return throwNone();
    }

    static ProblemException decided() {
        return new ProblemException(new Problem(409, "NOT_PENDING", "Too late",
                "This transaction cannot be decided any more: that was done, or the time for it is over."));
    }

    static ProblemException none() {
        return new ProblemException(Problem.notFound("NO_SUCH_APPROVAL", "There is no such approval, or no longer."));
    }

    private static Kept throwNone() {
        throw none();
    }
}
