package com.iam.transactionapproval.internal;

import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.support.audit.AuditText;

/** A line in the audit log for what happens to approvals. {@code event} is that of the end of the approval's session. */
final class ApprovalAudit {

    private static final Logger AUDIT = LoggerFactory.getLogger("com.iam.audit");

    void requested(Kept kept) {
        AUDIT.info("approval-requested event={} application={} subject={}", kept.reference(),
                AuditText.quoted(kept.approval().application()), AuditText.quoted(kept.approval().username()));
    }

    void decided(Kept kept) {
        AUDIT.info("approval-decided event={} outcome={} application={} subject={}", kept.reference(),
                kept.approval().status(), AuditText.quoted(kept.approval().application()),
                AuditText.quoted(kept.approval().username()));
    }

    /** @param name of a known application: whatever else was sent may be anything, a credential for one */
    void applicationRefused(Optional<String> name, String address) {
        AUDIT.warn("application-refused application={} address={}", name.map(AuditText::quoted).orElse("-"), address);
    }
}
