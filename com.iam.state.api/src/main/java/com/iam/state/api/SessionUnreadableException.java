package com.iam.state.api;

/**
 * The session is there, but cannot be opened with the present configuration, or by this release: an operator can
 * still mend that. For its requests that is an outage; who wants to begin another session, or to end this one, need
 * not wait for it.
 */
public class SessionUnreadableException extends StateUnavailableException {

    private static final long serialVersionUID = 1L;

    public SessionUnreadableException() {
        super("the session cannot be opened with the present configuration");
    }
}
