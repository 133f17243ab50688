package com.iam.transactionapproval.internal;

import java.util.Optional;

import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;

/**
 * What the session of the user's browser holds: the way to the approval it was opened for. Its token is a ticket at first,
 * of use for opening and for nothing else; opening it once gives it a new secret.
 *
 * @param approval of no use to anybody but the application, which has to prove itself besides
 */
record Visit(SessionToken approval, boolean opened) {

    private static final String APPROVAL = "approval";
    private static final String OPENED = "opened";

    /** Empty if another kind of session has this state. */
    static Optional<Visit> from(SessionState state) {
        boolean opened = state.attributes().containsKey(OPENED);
        return state.text(APPROVAL).flatMap(SessionToken::parse).map(approval -> new Visit(approval, opened));
    }

    SessionState state() {
        SessionState ticket = SessionState.EMPTY.with(APPROVAL, approval.value());
        return opened ? ticket.with(OPENED, true) : ticket;
    }
}
