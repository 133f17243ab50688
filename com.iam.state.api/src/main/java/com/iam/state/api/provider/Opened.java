package com.iam.state.api.provider;

import java.time.Instant;
import java.util.Optional;

import com.iam.state.api.Unreadable;

/** What came of opening a sealed state. */
public sealed interface Opened {

    /**
     * The caller owns the array.
     *
     * @param until the state must not outlive it, also if it says otherwise: its sealer is not known. Empty if that
     *     is known
     */
    record Plain(byte[] content, Optional<Instant> until) implements Opened {

        public Plain(byte[] content) {
            this(content, Optional.empty());
        }
    }

    record Refused(Unreadable why) implements Opened {
    }
}
