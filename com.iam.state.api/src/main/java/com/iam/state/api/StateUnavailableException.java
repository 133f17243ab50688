package com.iam.state.api;

/**
 * The state cannot be reached at the moment. It says nothing about the session: a caller that gets it keeps the
 * client's cookie and asks it to come back.
 */
public class StateUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;

    /** @param outcomeUnknown whether a write may have been applied all the same; if not, nothing was changed */
    public StateUnavailableException(String message, boolean outcomeUnknown, Throwable cause) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /** Nothing was changed. */
    public StateUnavailableException(String message) {
        this(message, false, null);
    }

    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }
}
