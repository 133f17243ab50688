package com.iam.state.api;

/**
 * What came of an operation on a session.
 *
 * @param <T> what it gives if there is a live session
 */
public sealed interface SessionOutcome<T> {

    record Live<T>(T value) implements SessionOutcome<T> {
    }

    record Gone<T>(Reason reason) implements SessionOutcome<T> {
    }

    enum Reason {
        /** There is no such session. */
        ABSENT,
        /** It was idle for too long, or its lifetime is over. */
        EXPIRED,
        /** The session lives, but under a newer secret: another request of the same client renewed it. */
        RENEWED,
        /** What is stored could not be trusted. It has been reported to the operators. */
        REFUSED
    }
}
