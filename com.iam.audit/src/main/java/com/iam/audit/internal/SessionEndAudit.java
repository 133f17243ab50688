package com.iam.audit.internal;

import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionEndListener;
import com.iam.state.support.audit.AuditText;

/**
 * A line in the audit log for each end of a session. A line may come twice, perhaps from another instance, with the same
 * {@code event}.
 */
@Component
public final class SessionEndAudit implements SessionEndListener {

    private static final Logger AUDIT = LoggerFactory.getLogger("com.iam.audit");

    @Override
    public void ended(SessionEnd end) {
        AUDIT.info("session-ended event={} module={} cause={} subject={} started={} ended={}", end.eventId(), end.module(),
                end.cause(), end.subject().map(AuditText::quoted).orElse("-"),
                end.startedAt().map(Object::toString).orElse("-"), end.endedAt());
    }
}
