package com.iam.transactionapproval.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.iam.web.Answer;

/** Approvals as answers show them. */
final class Documents {

    private static final String TYPE = "approval";

    private Documents() {
    }

    /** @param id the token of the approval's session; @param ticket that of the user's */
    static Answer.Document requested(Kept kept, Instant now, String id, String ticket) {
        Map<String, Object> attributes = attributes(kept, now);
        attributes.put("id", id);
        attributes.put("ticket", ticket);
        attributes.put("link", ApprovalContext.PAGES + "#" + ticket);
        return new Answer.Document(TYPE, attributes);
    }

    static Answer.Document of(Kept kept, Instant now) {
        return new Answer.Document(TYPE, attributes(kept, now));
    }

    private static Map<String, Object> attributes(Kept kept, Instant now) {
        Approval approval = kept.approval();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("reference", kept.reference());
        attributes.put("status", approval.statusAt(now).name().toLowerCase(Locale.ROOT));
        attributes.put("application", approval.application());
        attributes.put("username", approval.username());
        attributes.put("summary", approval.transaction().summary());
        attributes.put("fields", approval.transaction().fields().stream().map(Documents::field).toList());
        attributes.put("attemptsLeft", approval.attemptsLeft());
        attributes.put("requestedAt", approval.requestedAt().toString());
        attributes.put("expiresAt", approval.expiresAt().toString());
        attributes.put("decidedAt", approval.decidedAt().map(Instant::toString).orElse(null));
        return attributes;
    }

    private static Map<String, String> field(Transaction.Field field) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("label", field.label());
        members.put("value", field.value());
        return members;
    }
}
