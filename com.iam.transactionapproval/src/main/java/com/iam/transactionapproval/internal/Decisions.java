package com.iam.transactionapproval.internal;

import com.iam.state.api.SessionToken;
import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.transactionapproval.internal.Approval.Status;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.Verification;
import com.iam.web.Problem;
import com.iam.web.ProblemException;

/** What a user decides about an approval. Each decision is told to the audit log. */
final class Decisions {

    private final Approvals approvals;

    Decisions(Approvals approvals) {
        this.approvals = approvals;
    }

    /**
     * Approves if the code is right. The attempt is counted before anybody looks at the code.
     *
     * @throws ProblemException if it is not, if there were too many, or if it is too late
     */
    Kept approve(StateManager manager, SessionToken token, UserDirectory directory, String code) {
        Kept tried = approvals.step(manager, token, Approval::withAttempt);
        if (hasFailed(tried)) {
            throw Approvals.decided();
        }
        if (isRight(manager, token, directory, tried.approval().username(), code)) {
            return decide(manager, token, tried, Status.APPROVED);
        }
        hasFailed(approvals.step(manager, token, Approval::afterWrongCode));
        throw new ProblemException(new Problem(403, "CODE_WRONG", "Not approved", "The code is wrong, or was used before."));
    }

    /** @throws ProblemException if it is too late */
    Kept refuse(StateManager manager, SessionToken token, Kept shown) {
        return decide(manager, token, shown, Status.REFUSED);
    }

    private Kept decide(StateManager manager, SessionToken token, Kept kept, Status decision) {
        try {
            Kept decided = approvals.step(manager, token, (each, now) -> each.decided(decision, now));
            ApprovalAudit.decided(decided);
            return decided;
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

    private boolean isRight(StateManager manager, SessionToken token, UserDirectory directory, String username, String code) {
        Verification verification;
        try {
            verification = directory.verifyCode(TransactionApprovalRest.MODULE.users(), username, code);
        } catch (UserDirectoryUnavailableException e) {
            giveBack(manager, token);
            throw e;
        }
        if (verification instanceof Verification.Throttled throttled) {
            giveBack(manager, token);
            throw new ProblemException(Problem.tooManyAttempts("There were too many wrong codes. Try again later.",
                    throttled.retryAfter()));
        }
        return verification instanceof Verification.Accepted;
    }

    /** The code was not looked at. */
    private void giveBack(StateManager manager, SessionToken token) {
        approvals.step(manager, token, (each, now) -> each.withoutAttempt());
    }
}
