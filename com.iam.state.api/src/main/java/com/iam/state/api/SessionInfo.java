package com.iam.state.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A session as lists show it.
 *
 * @param subject empty if no user has logged in, or if the state cannot be opened
 * @param unreadable why it cannot be opened, if so
 */
public record SessionInfo(StateKey key, Optional<String> subject, Instant createdAt, Instant expiresAt, long revision,
        Optional<Unreadable> unreadable) {

    @Override
    public String toString() {
        return "SessionInfo[" + key + ", subject=" + (subject.isPresent() ? "***" : "none") + ", revision=" + revision + ", "
                + expiresAt + "]";
    }
}
