package com.iam.transactionapproval.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

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

    /** An approval as it is now. @param byThis whether this call has changed it */
    record Changed(Kept kept, boolean byThis) {
    }

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
        Changed changed = change(manager, token, approval -> {
            Instant now = clock.instant();
            return approval.filter(each -> each.statusAt(now) == Approval.Status.PENDING).map(each -> step.apply(each, now));
        });
        if (!changed.byThis) {
            throw decided();
        }
        return changed.kept;
    }

    /**
     * Writes that it has expired, if it is overdue, in one compare-and-set: by the clock of another instance it may not be,
     * and be decided first.
     *
     * @throws ProblemException if it is gone
     */
    Changed expire(StateManager manager, SessionToken token, Instant now) {
        return change(manager, token, approval -> approval.filter(each -> each.isOverdueAt(now)).map(Approval::expired));
    }

    /** @param next a pure function of what is kept; empty if it shall stay */
    private static Changed change(StateManager manager, SessionToken token, UnaryOperator<Optional<Approval>> next) {
        return manager.update(token, state -> {
            Optional<Approval> changed = next.apply(Approval.from(state));
            return new Change<>(changed.map(each -> each.writeTo(state)).orElse(state), changed.isPresent());
        }) instanceof Live<Updated<Boolean>> live
                ? new Changed(Kept.in(live.value().session()).orElseThrow(Approvals::none), live.value().result())
                : throwNone();
    }

    static ProblemException decided() {
        return new ProblemException(new Problem(409, "NOT_PENDING", "Too late",
                "This transaction cannot be decided any more: that was done, or the time for it is over."));
    }

    static ProblemException none() {
        return new ProblemException(Problem.notFound("NO_SUCH_APPROVAL", "There is no such approval, or no longer."));
    }

    private static <T> T throwNone() {
        throw none();
    }
}
