package com.iam.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.support.audit.AuditText;

/** A line in the audit log for whatever comes of a log-in. {@code event} is that of the end of the session. */
final class LogInAudit {

    private static final Logger AUDIT = LoggerFactory.getLogger("com.iam.audit");

    private LogInAudit() {
    }

    static void loggedIn(WebModule module, String username, String event, Call call) {
        AUDIT.info("logged-in event={} module={} subject={} address={}", event, module.name(), AuditText.quoted(username),
                AuditText.address(call.address()));
    }

    /**
     * Without the name, whoever's it is: people type passwords into name fields, and log in properly a moment later.
     *
     * @param omitted how many such lines were left out before this one
     */
    static void refused(WebModule module, long omitted, Call call) {
        AUDIT.warn("login-refused module={} address={} omitted={}", module.name(), AuditText.address(call.address()), omitted);
    }

    /**
     * With the name: one that was tried so often in a row is no slip. Nobody need have it.
     *
     * @param omitted how many such lines were left out before this one
     */
    static void throttled(WebModule module, String name, long omitted, Call call) {
        AUDIT.warn("login-throttled module={} name={} address={} omitted={}", module.name(), AuditText.quoted(name),
                AuditText.address(call.address()), omitted);
    }

    /**
     * An endpoint for somebody who is logged in was asked by somebody who is not.
     *
     * @param reason the code of the answer
     * @param omitted how many such lines were left out before this one
     */
    static void accessRefused(WebModule module, String reason, long omitted, Call call) {
        AUDIT.warn("access-refused module={} reason={} address={} omitted={}", module.name(), reason, AuditText.address(call.address()),
                omitted);
    }
}
