package com.iam.state.api;

/** Why a stored state could not be opened. */
public enum Unreadable {

    /** Sealed under a key that this encryption has not got. Most likely a mistake in a configuration. */
    UNKNOWN_KEY,

    /** Written in a format that this release does not know. */
    NEWER_FORMAT,

    /** Sealed under a key that was retired on purpose. */
    RETIRED_KEY,

    /** Not encrypted, where only encrypted state is accepted. */
    PLAINTEXT_REFUSED,

    /** Changed, moved from elsewhere, or sealed under another key of the same id. Nothing more is told. */
    NOT_AUTHENTIC,

    /** Not what a repository writes. */
    MALFORMED;

    /**
     * Whether an operator can still mend it by a configuration or a roll-out: the session must then not be thrown
     * away.
     */
    public boolean mayBecomeReadable() {
        return this == UNKNOWN_KEY || this == NEWER_FORMAT;
    }
}
