package com.iam.transactionapproval.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

import com.iam.state.api.SessionToken;
import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.support.audit.LineBudget;
import com.iam.transactionapproval.internal.Approval.Status;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.Verification;
import com.iam.web.Problem;
import com.iam.web.ProblemException;

/** What a user decides about an approval, or that it is too late. Each is told to the audit log. */
final class Decisions {

    private final Approvals approvals;
    private final InstantSource clock;
    private final LineBudget throttledLines = new LineBudget(60, Duration.ofMinutes(1));

    Decisions(Approvals approvals, InstantSource clock) {
        this.approvals = approvals;
        this.clock = clock;
    }

    /**
     * Approves if the code is right. The attempt is counted before anybody looks at the code. If the code was right and
     * the approval cannot be written, the code is used up, but the attempt is given back if that is possible.
     *
     * @param address of who has sent the code
     * @throws ProblemException if it is not, if there were too many, or if it is too late
     */
    Kept approve(StateManager manager, SessionToken token, UserDirectory directory, String code, String address) {
        Kept tried = approvals.step(manager, token, Approval::withAttempt);
        if (hasFailed(tried)) {
            throw Approvals.decided();
        }
        if (isRight(manager, token, directory, tried, code, address)) {
            return approve(manager, token, tried);
        }
        ApprovalAudit.codeRefused(tried, address);
        Supplier<Kept> step = () -> approvals.step(manager, token, Approval::afterWrongCode);
        hasFailed(tried.approval().attemptsLeft() > 0 ? step.get() : written(tried, Status.FAILED, step));
        throw new ProblemException(new Problem(403, "CODE_WRONG", "Not approved", "The code is wrong, or was used before."));
    }

    private Kept approve(StateManager manager, SessionToken token, Kept tried) {
        try {
            return decide(manager, token, tried, Status.APPROVED);
        } catch (StateUnavailableException e) {
            tryToGiveBack(manager, token);
            throw e;
        }
    }

    /** @throws ProblemException if it is too late */
    Kept refuse(StateManager manager, SessionToken token, Kept shown) {
        return decide(manager, token, shown, Status.REFUSED);
    }

    /**
     * What the application may rely on: that it is too late is written before anybody is told, so no instance whose clock is
     * slower can approve it any more.
     *
     * @param found as it was read
     */
    Kept outcome(StateManager manager, SessionToken token, Kept found, Instant now) {
        if (!found.approval().isOverdueAt(now)) {
            return found;
        }
        Approvals.Changed changed = written(found, Status.EXPIRED, () -> approvals.expire(manager, token, now));
        if (changed.byThis()) {
            ApprovalAudit.decided(changed.kept());
        }
        return changed.kept();
    }

    private Kept decide(StateManager manager, SessionToken token, Kept kept, Status decision) {
        Kept decided = written(kept, decision,
                () -> approvals.step(manager, token, (each, now) -> each.decided(decision, now)));
        ApprovalAudit.decided(decided);
        return decided;
    }

    private static <T> T written(Kept kept, Status decision, Supplier<T> write) {
        try {
            return write.get();
        } catch (StateUnavailableException e) {
            if (e.isOutcomeUnknown()) {
                ApprovalAudit.unconfirmed(kept, decision);
            }
            throw e;
        }
    }

    private static boolean hasFailed(Kept kept) {
        boolean failed = kept.approval().status() == Status.FAILED;
        if (failed) {
            ApprovalAudit.decided(kept);
        }
        return failed;
    }

    private boolean isRight(StateManager manager, SessionToken token, UserDirectory directory, Kept tried, String code,
            String address) {
        Verification verification;
        try {
            verification = directory.verifyCode(TransactionApprovalRest.MODULE.users(), tried.approval().username(), code);
        } catch (UserDirectoryUnavailableException e) {
            giveBack(manager, token);
            throw e;
        }
        if (verification instanceof Verification.Throttled throttled) {
            giveBack(manager, token);
            throttledLines.next(clock.instant()).ifPresent(omitted -> ApprovalAudit.codesThrottled(tried, address, omitted));
            throw new ProblemException(Problem.tooManyAttempts("There were too many wrong codes. Try again later.",
                    throttled.retryAfter()));
        }
        return verification instanceof Verification.Accepted;
    }

    /** The code was not looked at, or was right. */
    private void giveBack(StateManager manager, SessionToken token) {
        approvals.step(manager, token, (each, now) -> each.withoutAttempt());
    }

    private void tryToGiveBack(StateManager manager, SessionToken token) {
        try {
            giveBack(manager, token);
        } catch (StateUnavailableException | ProblemException e) {
            // Still away, or decided after all: whoever reads the approval finds out.
        }
    }
}
