package com.iam.state.redis.internal;

import java.util.Optional;

import com.iam.state.api.StateUnavailableException;

/** Redis did not answer, though it had the time, or serves no command at all: what the next call would meet as well. */
final class UnreachableException extends StateUnavailableException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    UnreachableException(String message, boolean outcomeUnknown) {
        super(message, outcomeUnknown, null);
        this.refusal = null;
    }

    /** Nothing was run. */
    UnreachableException(Refusal refusal) {
        super(refusal.reason(), false, null);
        this.refusal = refusal;
    }

    /** What it answered, if it did. */
    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }
}
