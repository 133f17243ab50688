package com.iam.state.redis.internal;

import com.iam.state.api.StateUnavailableException;

/** Redis did not answer, though it had the time: what the next call would meet as well. */
final class UnreachableException extends StateUnavailableException {

    private static final long serialVersionUID = 1L;

    UnreachableException(String message, boolean outcomeUnknown) {
        super(message, outcomeUnknown, null);
    }
}
