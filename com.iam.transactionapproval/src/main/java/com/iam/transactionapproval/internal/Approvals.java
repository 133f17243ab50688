package com.iam.transactionapproval.internal;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.Change;
import com.iam.state.api.Freshness;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.Started;
import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Updated;
import com.iam.transactionapproval.internal.Approval.Status;
import com.iam.users.api.FinalOutcomes;
import com.iam.web.CutOff;
import com.iam.web.Problem;
import com.iam.web.ProblemException;
import com.iam.web.SessionOwner;

/**
 * Keeps approvals, each in a session of its own whose token the application has. How one has ended is settled in the
 * user directory, once, before its session says so: a record of the session that is put back is pending no more.
 */
final class Approvals {

    /** @param byThis whether this call has settled it, and no other before */
    record Settled(Kept kept, boolean byThis) {
    }

    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);

    private final Supplier<FinalOutcomes> outcomes;
    private final InstantSource clock;
    private final CutOff cutOff;

    /** @param outcomes asked once for each step */
    Approvals(Supplier<FinalOutcomes> outcomes, InstantSource clock, CutOff cutOff) {
        this.outcomes = outcomes;
        this.clock = clock;
        this.cutOff = cutOff;
    }

    /** Begins to keep an approval. */
    Started<Void> begin(StateManager manager, Approval approval) {
        return manager.start(CutOff.after(cutOff.known(new SessionOwner(approval.username())), approval.writeTo(SessionState.EMPTY)));
    }

    /** As it is at this moment, without keeping it alive. @throws ProblemException if there is none, or no longer */
    Kept find(StateManager manager, SessionToken token) {
        Kept kept = manager.peek(token, Freshness.LATEST) instanceof Live<Session> live && !cutOff.isOver(live.value())
                ? Kept.in(live.value()).orElseThrow(Approvals::none)
                : throwNone();
        return kept.approval().status() == Status.PENDING
                ? outcomes.get().of(name(kept)).map(text -> kept.with(Verdict.parse(text))).orElse(kept)
                : kept;
    }

    /**
     * Changes a pending approval, in one compare-and-set.
     *
     * @param step a pure function; empty if the approval cannot be changed so
     * @throws ProblemException if it is pending no more, or cannot be changed so, or is gone
     */
    Kept step(StateManager manager, SessionToken token, Function<Approval, Optional<Approval>> step) {
        Updated<Boolean> changed = change(manager, token,
                approval -> approval.statusAt(clock.instant()) == Status.PENDING
                        ? step.apply(approval) : Optional.empty());
        if (!changed.result()) {
            throw decided();
        }
        return Kept.in(changed.session()).orElseThrow(Approvals::none);
    }

    /**
     * Settles how an approval has ended, unless that is settled, and writes into its session what holds. If the
     * session cannot be written now it holds all the same.
     *
     * @throws com.iam.users.api.UserDirectoryUnavailableException if it is not known whether it is settled now
     */
    Settled settle(StateManager manager, SessionToken token, Kept kept, Verdict verdict) {
        Optional<String> before = outcomes.get().settle(name(kept), verdict.text(), kept.lifetimeEndsAt());
        Verdict holds = before.map(Verdict::parse).orElse(verdict);
        try {
            change(manager, token, approval -> approval.status() == Status.PENDING
                    ? Optional.of(approval.ended(holds)) : Optional.empty());
        } catch (StateUnavailableException | ProblemException e) {
            LOG.debug("The session of a settled approval was not written", e);
        }
        return new Settled(kept.with(holds), before.isEmpty());
    }

    /**
     * Notes that a link was opened. It happens once, also if the record of the link's session is put back.
     *
     * @param link the session that the link opens
     * @return false if it was opened before
     */
    boolean openOnce(Session link) {
        return outcomes.get().settle("link " + link.reference(), "OPENED", link.lifetimeEndsAt()).isEmpty();
    }

    private static String name(Kept kept) {
        return "approval " + kept.reference();
    }

    /** @param next a pure function of what is kept; empty if it shall stay */
    private static Updated<Boolean> change(StateManager manager, SessionToken token,
            Function<Approval, Optional<Approval>> next) {
        return manager.update(token, state -> {
            Optional<Approval> changed = Approval.from(state).flatMap(next);
            return new Change<>(changed.map(each -> each.writeTo(state)).orElse(state), changed.isPresent());
        }) instanceof Live<Updated<Boolean>> live ? live.value() : throwNone();
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
