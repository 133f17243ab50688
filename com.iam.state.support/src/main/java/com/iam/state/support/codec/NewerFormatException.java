package com.iam.state.support.codec;

/** The state was written in a format that this release cannot read, by a release that is at least two formats ahead. */
public final class NewerFormatException extends MalformedStateException {

    private static final long serialVersionUID = 1L;

    NewerFormatException() {
        super("the state has a newer format than this release can read");
    }
}
