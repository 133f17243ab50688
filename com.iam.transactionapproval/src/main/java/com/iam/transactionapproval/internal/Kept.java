package com.iam.transactionapproval.internal;

import java.time.Instant;
import java.util.Optional;

import com.iam.state.api.Session;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionEnd.Cause;

/**
 * An approval in its session.
 *
 * @param reference tells it from all others. It gives no right to anything, so pages and logs may hold it
 * @param lifetimeEndsAt when no record of the session is good any more, an older one neither
 */
record Kept(String reference, Approval approval, Instant lifetimeEndsAt) {

    /** Empty if it is the session of something else. */
    static Optional<Kept> in(Session session) {
        return Approval.from(session.state())
                .map(approval -> new Kept(reference(session), approval, lifetimeEndsAt(session)));
    }

    /** The event id of its end, so that the audit log tells one story. */
    static String reference(Session session) {
        return SessionEnd.of(session.stored().key(), Cause.UNKNOWN, Optional.empty(), Optional.empty(), session.expiresAt())
                .eventId();
    }

    static Instant lifetimeEndsAt(Session session) {
        return session.createdAt().plus(session.stored().timeouts().absoluteLifetime());
    }

    Kept with(Verdict verdict) {
        return new Kept(reference, approval.ended(verdict), lifetimeEndsAt);
    }
}
