package com.iam.transactionapproval.internal;

import java.time.Instant;
import java.util.Optional;

import com.iam.state.api.Session;

/**
 * An approval in its session.
 *
 * @param reference tells it from all others. The event id of the session's end, so that the audit log tells
 *     one story. It gives no right to anything, so pages and logs may hold it
 * @param lifetimeEndsAt when no record of the session is good any more, an older one neither
 */
record Kept(String reference, Approval approval, Instant lifetimeEndsAt) {

    /** Empty if it is the session of something else. */
    static Optional<Kept> in(Session session) {
        return Approval.from(session.state())
                .map(approval -> new Kept(session.reference(), approval, session.lifetimeEndsAt()));
    }

    Kept with(Verdict verdict) {
        return new Kept(reference, approval.ended(verdict), lifetimeEndsAt);
    }
}
