package com.iam.transactionapproval.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import com.iam.state.api.SessionToken;
import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.support.audit.LineBudget;
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
     * Approves if the code is right. The attempt is counted before the code is looked at. If the code was right and
     * the decision cannot be settled, the code is used up, but the attempt is given back if that is possible.
     *
     * @param shown the approval as it was found
     * @param address of the client that has sent the code
     * @throws ProblemException if it is not, if there were too many, or if it is too late
     */
    Kept approve(StateManager manager, SessionToken token, Kept shown, UserDirectory directory, String code,
            String address) {
        requirePending(shown);
        if (shown.approval().attemptsLeft() == 0) {
            fail(manager, token, shown);
            throw Approvals.decided();
        }
        Kept tried = approvals.step(manager, token, Approval::withAttempt);
        if (isRight(manager, token, directory, tried, code, address)) {
            return approve(manager, token, tried);
        }
        ApprovalAudit.codeRefused(tried, address);
        if (tried.approval().attemptsLeft() == 0) {
            fail(manager, token, tried);
        }
        throw new ProblemException(new Problem(403, "CODE_WRONG", "Not approved",
                "The code is wrong, or was used before."));
    }

    private Kept approve(StateManager manager, SessionToken token, Kept tried) {
        try {
            return decide(manager, token, tried, Status.APPROVED);
        } catch (UserDirectoryUnavailableException e) {
            tryToGiveBack(manager, token);
            throw e;
        }
    }

    /** @throws ProblemException if it is too late */
    Kept refuse(StateManager manager, SessionToken token, Kept shown) {
        requirePending(shown);
        return decide(manager, token, shown, Status.REFUSED);
    }

    /**
     * What the application may rely on: that it is too late is settled before the application is told, so no instance
     * whose clock is slower can approve it any more.
     *
     * @param found as it was read
     */
    Kept outcome(StateManager manager, SessionToken token, Kept found, Instant now) {
        return found.approval().isOverdueAt(now) ? settle(manager, token, found, Verdict.tooLate()).kept() : found;
    }

    private void requirePending(Kept kept) {
        if (kept.approval().statusAt(clock.instant()) != Status.PENDING) {
            throw Approvals.decided();
        }
    }

    /** @throws ProblemException if another decision was faster */
    private Kept decide(StateManager manager, SessionToken token, Kept kept, Status decision) {
        requirePending(kept);
        Approvals.Settled settled = settle(manager, token, kept, Verdict.of(decision, clock.instant()));
        if (!settled.byThis()) {
            throw Approvals.decided();
        }
        return settled.kept();
    }

    private void fail(StateManager manager, SessionToken token, Kept kept) {
        settle(manager, token, kept, Verdict.of(Status.FAILED, clock.instant()));
    }

    private Approvals.Settled settle(StateManager manager, SessionToken token, Kept kept, Verdict verdict) {
        Approvals.Settled settled;
        try {
            settled = approvals.settle(manager, token, kept, verdict);
        } catch (UserDirectoryUnavailableException e) {
            ApprovalAudit.unconfirmed(kept, verdict.status());
            throw e;
        }
        if (settled.byThis()) {
            ApprovalAudit.decided(settled.kept());
        }
        return settled;
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
        approvals.step(manager, token, approval -> Optional.of(approval.withoutAttempt()));
    }

    private void tryToGiveBack(StateManager manager, SessionToken token) {
        try {
            giveBack(manager, token);
        } catch (StateUnavailableException | ProblemException e) {
            // Away as well, or decided after all: the next reader of the approval finds out.
        }
    }
}
