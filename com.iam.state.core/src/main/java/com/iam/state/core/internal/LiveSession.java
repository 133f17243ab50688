package com.iam.state.core.internal;

import java.time.Instant;
import java.util.Objects;

import com.iam.state.api.Session;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionState;
import com.iam.state.api.provider.StoredState;

/** A session with the record that it was read from, on which a change may be based. */
record LiveSession(StoredState stored, Instant expiresAt) implements Session {

    LiveSession {
        Objects.requireNonNull(stored);
        Objects.requireNonNull(expiresAt);
    }

    @Override
    public SessionState state() {
        return stored.state();
    }

    @Override
    public Instant createdAt() {
        return stored.createdAt();
    }

    @Override
    public Instant lifetimeEndsAt() {
        return stored.createdAt().plus(stored.timeouts().absoluteLifetime());
    }

    @Override
    public String reference() {
        return SessionEnd.eventId(stored.key());
    }
}
