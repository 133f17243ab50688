package com.iam.state.redis.internal;

import com.iam.state.api.StateUnavailableException;

/** Redis answered that it does not run the command: what the same command would meet again for as long as the reason lasts. */
final class RefusedException extends StateUnavailableException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    RefusedException(Refusal refusal, boolean write) {
        this(refusal, refusal.reason(), write);
    }

    /** @param write whether the command was one that changes a session */
    RefusedException(Refusal refusal, String message, boolean write) {
        super(message, write && refusal.isPartial(), null);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
