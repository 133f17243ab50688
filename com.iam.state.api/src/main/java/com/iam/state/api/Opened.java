package com.iam.state.api;

/** What came of opening a sealed state. */
public sealed interface Opened {

    /** The caller owns the array. */
    record Plain(byte[] content) implements Opened {
    }

    record Refused(Unreadable why) implements Opened {
    }
}
