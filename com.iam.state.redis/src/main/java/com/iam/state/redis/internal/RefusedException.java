package com.iam.state.redis.internal;

import com.iam.state.api.StateUnavailableException;

/** Redis did not want to run the command, such as for want of a permission: what the same command would meet again. */
final class RefusedException extends StateUnavailableException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message, boolean outcomeUnknown) {
        super(message, outcomeUnknown, null);
    }
}
