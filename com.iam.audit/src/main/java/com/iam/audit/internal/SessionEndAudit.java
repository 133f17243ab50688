package com.iam.audit.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionEndListener;
import com.iam.support.audit.AuditText;
import com.iam.support.audit.LineBudget;

/**
 * A line in the audit log for each end of a session. A line may come twice, perhaps from another instance, with the same
 * {@code event}. Ends of which nothing else is known, which anybody who can write to Redis can make up, have a budget; the first
 * line after some were left out says how many.
 */
@Component
public final class SessionEndAudit implements SessionEndListener {

    static final int UNKNOWN_IN_A_MINUTE = 100;

    private static final Logger AUDIT = LoggerFactory.getLogger("com.iam.audit");

    private final LineBudget unknown = new LineBudget(UNKNOWN_IN_A_MINUTE, Duration.ofMinutes(1));
    private final InstantSource clock;

    @Activate
    public SessionEndAudit() {
        this(InstantSource.system());
    }

    SessionEndAudit(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void ended(SessionEnd end) {
        OptionalLong omitted = end.startedAt().isPresent() ? OptionalLong.of(0) : unknown.next(clock.instant());
        if (omitted.isEmpty()) {
            return;
        }
        AUDIT.info("session-ended event={} module={} cause={} subject={} started={} ended={}{}", end.eventId(), end.module(),
                end.cause(), end.subject().map(AuditText::quoted).orElse("-"),
                end.startedAt().map(Object::toString).orElse("-"), end.endedAt(),
                omitted.getAsLong() > 0 ? " omitted=" + omitted.getAsLong() : "");
    }
}
