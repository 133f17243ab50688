package com.iam.state.api;

import java.util.Optional;

/**
 * A state, or one attribute of it, would take more room than it may. Nothing was changed and nothing was sent: the
 * session goes on as it was. Asking again does not help; keeping less in the session does.
 *
 * <p>What counts is the size in the form in which states are sealed (CBOR, an attribute with its name), before
 * sealing.
 */
public class StateTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String attribute;
    private final long sizeInBytes;
    private final long maximumInBytes;

    /** @param attribute the name of the attribute that is too large; empty if it is the state as a whole */
    public StateTooLargeException(Optional<String> attribute, long sizeInBytes, long maximumInBytes) {
        super((attribute.isPresent() ? "an attribute of the state takes " : "the state takes ") + sizeInBytes
                + " bytes of at most " + maximumInBytes);
        this.attribute = attribute.orElse(null);
        this.sizeInBytes = sizeInBytes;
        this.maximumInBytes = maximumInBytes;
    }

    /** Its name stands here only: it may have come from a client and belongs into no log. */
    public Optional<String> attribute() {
        return Optional.ofNullable(attribute);
    }

    public long sizeInBytes() {
        return sizeInBytes;
    }

    public long maximumInBytes() {
        return maximumInBytes;
    }
}
