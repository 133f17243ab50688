package com.iam.state.api;

import java.util.Objects;

/**
 * What a module wants of a state. If the new state equals the old one, nothing is written.
 *
 * @param result handed back to the caller
 */
public record Change<R>(SessionState state, R result) {

    public Change {
        Objects.requireNonNull(state);
    }

    public static Change<Void> to(SessionState state) {
        return new Change<>(state, null);
    }
}
