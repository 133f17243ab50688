package com.iam.state.api;

import java.time.Instant;
import java.util.Objects;

/**
 * A live session, as a request finds it.
 *
 * @param stored what its repository keeps of it
 * @param expiresAt when it ends if nobody uses it any more, by the repository's clock
 */
public record Session(StoredState stored, Instant expiresAt) {

    public Session {
        Objects.requireNonNull(stored);
        Objects.requireNonNull(expiresAt);
    }

    public SessionState state() {
        return stored.state();
    }

    public Instant createdAt() {
        return stored.createdAt();
    }
}
