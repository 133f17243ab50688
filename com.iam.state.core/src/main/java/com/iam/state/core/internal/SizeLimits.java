package com.iam.state.core.internal;

import java.util.Map;
import java.util.Optional;

import com.iam.state.api.Attribute;
import com.iam.state.api.SessionState;
import com.iam.state.api.StateTooLargeException;
import com.iam.state.support.codec.StateSize;

/** How much room a state and each of its attributes may take. */
record SizeLimits(int stateInBytes, int attributeInBytes) {

    /**
     * Judges a state before anything is sent. What was too large before the limits came down may stay as it is, or
     * shrink: its session must still be able to go on.
     *
     * @throws StateTooLargeException if it takes too much room
     * @throws IllegalArgumentException if no repository could keep it
     */
    void check(SessionState next, SessionState before) {
        for (Map.Entry<String, Attribute> each : next.attributes().entrySet()) {
            Attribute present = before.attributes().get(each.getKey());
            // Most attributes stay the very same.
            if (each.getValue() != present) {
                check(each.getKey(), each.getValue(), present);
            }
        }
        // Most states are far from the limit: then no characters are counted.
        if (StateSize.withoutAttributes(next) + next.room() > stateInBytes) {
            long size = StateSize.of(next);
            if (size > stateInBytes && size > StateSize.of(before)) {
                throw new StateTooLargeException(Optional.empty(), size, stateInBytes);
            }
        }
    }

    private void check(String name, Attribute value, Attribute before) {
        long size = StateSize.of(name, value);
        if (size > attributeInBytes && !value.equals(before)) {
            throw new StateTooLargeException(Optional.of(name), size, attributeInBytes);
        }
    }
}
