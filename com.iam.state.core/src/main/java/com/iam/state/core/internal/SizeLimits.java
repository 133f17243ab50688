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
        long size = StateSize.withoutAttributes(next);
        for (Map.Entry<String, Attribute> each : next.attributes().entrySet()) {
            long attribute = StateSize.of(each.getKey(), each.getValue());
            if (attribute > attributeInBytes && !each.getValue().equals(before.attributes().get(each.getKey()))) {
                throw new StateTooLargeException(Optional.of(each.getKey()), attribute, attributeInBytes);
            }
            size += attribute;
        }
        if (size > stateInBytes && size > StateSize.of(before)) {
            throw new StateTooLargeException(Optional.empty(), size, stateInBytes);
        }
    }
}
