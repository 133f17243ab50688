package com.iam.support.gate;

/** The gate did not open in time, or too many calls were waiting before it: the call did not run. */
public final class GateClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GateClosedException(String message) {
        super(message);
    }
}
