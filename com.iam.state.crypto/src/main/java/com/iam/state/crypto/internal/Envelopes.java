package com.iam.state.crypto.internal;

import java.util.Optional;

import com.iam.state.api.Unreadable;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.Opened;

/** What every encryption judges alike before it looks at keys. */
final class Envelopes {

    private Envelopes() {
    }

    /** Why the envelope cannot be used, whatever the key; empty if it can. */
    static Optional<Unreadable> defect(Optional<Envelope> envelope) {
        if (envelope.isEmpty() || envelope.get().format() == 0) {
            return Optional.of(Unreadable.MALFORMED);
        }
        return envelope.get().format() > Envelope.FORMAT ? Optional.of(Unreadable.NEWER_FORMAT) : Optional.empty();
    }

    static Opened refused(Unreadable why) {
        return new Opened.Refused(why);
    }
}
