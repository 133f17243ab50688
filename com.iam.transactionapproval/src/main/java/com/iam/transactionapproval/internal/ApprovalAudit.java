package com.iam.transactionapproval.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.support.audit.AuditText;

/**
 * A line in the audit log for what happens to approvals. {@code event} is that of the end of the approval's session.
 */
final class ApprovalAudit {

    private static final Logger AUDIT = LoggerFactory.getLogger("com.iam.audit");

    private ApprovalAudit() {
    }

    static void requested(Kept kept) {
        AUDIT.info("approval-requested event={} application={} subject={}", kept.reference(), application(kept), subject(kept));
    }

    static void decided(Kept kept) {
        AUDIT.info("approval-decided event={} outcome={} application={} subject={}", kept.reference(),
                kept.approval().status(), application(kept), subject(kept));
    }

    /** The answer of the user directory was lost: the decision may stand or not. */
    static void unconfirmed(Kept kept, Approval.Status decision) {
        AUDIT.warn("approval-unconfirmed event={} outcome={} application={} subject={}", kept.reference(), decision,
                application(kept), subject(kept));
    }

    static void codeRefused(Kept kept, String address) {
        AUDIT.warn("approval-code-refused event={} application={} subject={} address={}", kept.reference(), application(kept), subject(kept),
                AuditText.address(address));
    }

    /**
     * @param omitted how many such lines were left out before this one: who is held up may try as often as they like
     */
    static void codesThrottled(Kept kept, String address, long omitted) {
        AUDIT.warn("approval-codes-throttled event={} application={} subject={} address={} omitted={}", kept.reference(), application(kept),
                subject(kept), AuditText.address(address), omitted);
    }

    /**
     * @param name of a known application: whatever else was sent may be anything, a credential for one
     * @param omitted how many such lines were left out before this one
     */
    static void applicationRefused(String name, String address, long omitted) {
        AUDIT.warn("application-refused application={} address={} omitted={}", AuditText.quoted(name), AuditText.address(address), omitted);
    }

    private static String application(Kept kept) {
        return AuditText.quoted(kept.approval().application());
    }

    private static String subject(Kept kept) {
        return AuditText.quoted(kept.approval().username());
    }
}
