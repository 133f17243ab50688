package com.iam.state.api.provider;

import java.time.Instant;
import java.util.Objects;

import com.iam.state.api.SessionState;
import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;

/**
 * What a repository keeps of one session. Its idle deadline is the repository's own affair: it moves with every
 * {@linkplain StateRepository#load load}, without a new record.
 *
 * @param secretHash of the secret that is valid now
 * @param revision 1 for a new session; one more with every write
 * @param writeId of the write that made this revision
 * @param createdAt to the millisecond
 * @param timeouts as they were when the session was created
 */
public record StoredState(StateKey key, SecretHash secretHash, long revision, WriteId writeId, Instant createdAt,
        Timeouts timeouts, SessionState state) {

    public StoredState {
        Objects.requireNonNull(key);
        Objects.requireNonNull(secretHash);
        Objects.requireNonNull(writeId);
        Objects.requireNonNull(timeouts);
        Objects.requireNonNull(state);
        if (revision < 1) {
            throw new IllegalArgumentException("revisions begin with 1");
        }
        if (createdAt.getNano() % 1_000_000 != 0) {
            throw new IllegalArgumentException("the time of creation is to the millisecond");
        }
    }

    /** The next revision, with another content. */
    public StoredState next(WriteId nextWriteId, SecretHash nextSecretHash, SessionState nextState) {
        return new StoredState(key, nextSecretHash, revision + 1, nextWriteId, createdAt, timeouts, nextState);
    }
}
