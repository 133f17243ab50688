package com.iam.loginapp.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.support.audit.AuditText;
import com.iam.web.Call;

/** A line in the audit log for whatever comes of a ticket. {@code event} is that of the end of the session. */
final class TicketAudit {

    private static final Logger AUDIT = LoggerFactory.getLogger("com.iam.audit");
    private static final String MODULE = LoginRest.MODULE.name();

    private TicketAudit() {
    }

    static void loggedIn(String event, Ticket ticket, String username, Call call) {
        AUDIT.info("logged-in event={} module={} subject={} address={} issuer={}", event, MODULE, AuditText.quoted(username),
                AuditText.address(call.address()), AuditText.quoted(ticket.issuer()));
    }

    static void representationBegun(String event, Ticket ticket, String username, String administrator, Call call) {
        AUDIT.info("representation-begun event={} module={} administrator={} subject={} address={} issuer={}", event, MODULE,
                AuditText.quoted(administrator), AuditText.quoted(username), AuditText.address(call.address()),
                AuditText.quoted(ticket.issuer()));
    }

    /**
     * With the names that somebody who is trusted stands for.
     *
     * @param omitted how many such lines were left out before this one
     */
    static void refused(Verdict.Refused refused, long omitted, Call call) {
        AUDIT.warn("ticket-refused module={} reason={} address={}{}{} omitted={}", MODULE, refused.reason(),
                AuditText.address(call.address()), refused.issuer().map(issuer -> " issuer=" + AuditText.quoted(issuer)).orElse(""),
                refused.username().map(name -> " subject=" + AuditText.quoted(name)).orElse(""), omitted);
    }
}
