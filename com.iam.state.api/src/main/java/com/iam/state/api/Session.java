package com.iam.state.api;

import java.time.Instant;

/**
 * A live session, as a module got it.
 *
 * @param expiresAt when it ends if nobody uses it
 */
public record Session(SessionState state, Instant createdAt, Instant expiresAt) {
}
