package com.iam.transactionapproval.internal;

import java.util.Optional;

import com.iam.state.api.Session;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionEnd.Cause;

/**
 * An approval in its session.
 *
 * @param reference tells it from all others. It gives no right to anything, so pages and logs may hold it
 */
record Kept(String reference, Approval approval) {

    /** Empty if it is the session of something else. */
    static Optional<Kept> in(Session session) {
        return Approval.from(session.state()).map(approval -> new Kept(reference(session), approval));
    }

    /** The event id of its end, so that the audit log tells one story. */
    private static String reference(Session session) {
        return SessionEnd.of(session.stored().key(), Cause.UNKNOWN, Optional.empty(), Optional.empty(), session.expiresAt())
                .eventId();
    }
}
