package com.iam.adminapp.internal;

import java.time.Instant;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.StateKey;
import com.iam.support.audit.AuditText;

/**
 * Lines in the audit log for what an administrator ends, and for each user that one wants to act for. The end itself, of the same
 * {@code event}, says whose session it was.
 */
final class AdminAudit {

    private static final Logger AUDIT = LoggerFactory.getLogger("com.iam.audit");

    /** No user's name is longer. */
    private static final int NAME_LIMIT = 128;

    private AdminAudit() {
    }

    static void ended(StateKey session, String administrator, String address) {
        line("session-end-ordered", session, administrator, address);
    }

    /** The answer of the repository was lost: the session may have ended or not. */
    static void unconfirmed(StateKey session, String administrator, String address) {
        line("session-end-unconfirmed", session, administrator, address);
    }

    /** @param cutOff what began before is over, listed or not; empty if that could not be kept */
    static void allEnded(String module, String subject, Optional<Instant> cutOff, String administrator, String address) {
        AUDIT.info("all-sessions-end-ordered module={} subject={} cut-off={} administrator={} address={}", module,
                AuditText.quoted(subject, NAME_LIMIT), cutOff.map(Instant::toString).orElse("-"), AuditText.quoted(administrator),
                AuditText.address(address));
    }

    /** The session itself has a line of the Loginapp, if it comes to that. */
    static void representationOrdered(String username, String administrator, String address) {
        AUDIT.info("representation-ordered administrator={} subject={} address={}", AuditText.quoted(administrator),
                AuditText.quoted(username), AuditText.address(address));
    }

    private static void line(String what, StateKey session, String administrator, String address) {
        AUDIT.info("{} event={} module={} administrator={} address={}", what, SessionEnd.eventId(session), session.module(),
                AuditText.quoted(administrator), AuditText.address(address));
    }

}
