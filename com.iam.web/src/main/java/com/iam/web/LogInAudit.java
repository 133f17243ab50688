package com.iam.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.support.audit.AuditText;

/** A line in the audit log for whatever comes of a log-in. {@code event} is that of the end of the session. */
final class LogInAudit {

    private static final Logger AUDIT = LoggerFactory.getLogger("com.iam.audit");
    /** No user's name is longer. */
    private static final int NAME_LIMIT = 128;

    private LogInAudit() {
    }

    static void loggedIn(WebModule module, String username, String event, Call call) {
        AUDIT.info("logged-in event={} module={} subject={} address={}", event, module.name(), AuditText.quoted(username),
                AuditText.address(call.address()));
    }

    /** Without the name, whoever's it is: people type passwords into name fields, and log in properly a moment later. */
    static void refused(WebModule module, Call call) {
        AUDIT.warn("login-refused module={} address={}", module.name(), AuditText.address(call.address()));
    }

    /**
     * With the name: one that was tried so often in a row is no slip. Nobody need have it.
     *
     * @param omitted how many such lines were left out before this one
     */
    static void throttled(WebModule module, String name, long omitted, Call call) {
        AUDIT.warn("login-throttled module={} name={} address={} omitted={}", module.name(), AuditText.quoted(name, NAME_LIMIT),
                AuditText.address(call.address()), omitted);
    }
}
