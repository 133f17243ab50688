package com.iam.web;

import java.util.Optional;

import com.iam.state.api.SessionState;

/**
 * Whose a session is: a user's who has logged in, or an administrator's who represents a user.
 *
 * <p>A represented session has a subject of its own, with both names. State managers list sessions, and limit their number, by
 * subject: so it neither pushes out one of the user's own, nor counts among them later.
 *
 * @param representedBy the name of the administrator
 */
public record SessionOwner(String username, Optional<String> representedBy) {

    /** Name of the attribute that says by whom. */
    static final String REPRESENTED_BY = "representedBy";
    /** With a tab: no name of a user has a control character. */
    private static final String BETWEEN = "\trepresented by ";

    /** A user who acts for herself. */
    public SessionOwner(String username) {
        this(username, Optional.empty());
    }

    /** Empty if nobody has logged in. */
    public static Optional<SessionOwner> of(SessionState state) {
        return state.subject().map(SessionOwner::of);
    }

    /** As the subject of a session tells. */
    public static SessionOwner of(String subject) {
        int between = subject.indexOf(BETWEEN);
        return between < 0 ? new SessionOwner(subject)
                : new SessionOwner(subject.substring(0, between), Optional.of(subject.substring(between + BETWEEN.length())));
    }

    /** The subject of the session. */
    public String subject() {
        return representedBy.map(administrator -> username + BETWEEN + administrator).orElse(username);
    }

    /** The state as this owner's, with whatever else it has. */
    SessionState in(SessionState state) {
        SessionState owned = state.withSubject(subject());
        return representedBy.map(administrator -> owned.with(REPRESENTED_BY, administrator))
                .orElseGet(() -> owned.without(REPRESENTED_BY));
    }

    /** Names never appear in a log, not even by accident. */
    @Override
    public String toString() {
        return "SessionOwner[" + (representedBy.isPresent() ? "represented" : "") + "]";
    }
}
