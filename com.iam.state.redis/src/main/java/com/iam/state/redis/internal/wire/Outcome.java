package com.iam.state.redis.internal.wire;

/** What came of a command. */
public sealed interface Outcome {

    /** @param value a byte array, a {@code Long}, a list of such, or null for nothing */
    record Answered(Object value) implements Outcome {
    }

    /** @param error as Redis words it; it may repeat what it was sent, so it goes no further than this bundle */
    record Refused(String error) implements Outcome {
    }

    /** There is no answer. */
    enum Missing implements Outcome {
        /** Redis has not seen the command. */
        UNSENT,
        /** The connection was lost; Redis may have run the command. */
        LOST,
        /** The time was over, or the thread was interrupted; Redis may have run the command, or may yet do so. */
        LATE
    }
}
