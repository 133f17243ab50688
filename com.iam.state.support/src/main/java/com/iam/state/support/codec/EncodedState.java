package com.iam.state.support.codec;

import java.util.Map;

import com.iam.state.api.Attribute;
import com.iam.state.api.SessionState;

/**
 * A state and its bytes, and where in them each attribute stands. Of the next state, which mostly has the very same attributes but for
 * one, {@link StateCodec#encode(SessionState, EncodedState)} encodes what has changed, and copies the rest. Immutable.
 */
public final class EncodedState {

    /** Of it nothing can be copied. */
    public static final EncodedState NONE = new EncodedState(SessionState.EMPTY, new byte[0], new int[1]);

    private final SessionState state;
    private final byte[] bytes;
    private final String[] names;
    private final Attribute[] values;
    /** Where each attribute begins, its name included; and where the last one ends. */
    private final int[] bounds;

    EncodedState(SessionState state, byte[] bytes, int[] bounds) {
        this.state = state;
        this.bytes = bytes;
        this.bounds = bounds;
        this.names = new String[bounds.length - 1];
        this.values = new Attribute[bounds.length - 1];
        int i = 0;
        for (Map.Entry<String, Attribute> each : state.attributes().entrySet()) {
            names[i] = each.getKey();
            values[i++] = each.getValue();
        }
    }

    public SessionState state() {
        return state;
    }

    /** Not a copy: nobody changes it. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Where this very attribute stands; -1 if it is not the same object as here.
     *
     * @param expected where it stands if none before it has come or gone
     */
    int indexOf(String name, Attribute value, int expected) {
        if (isAt(expected, name, value)) {
            return expected;
        }
        for (int i = 0; i < names.length; i++) {
            if (isAt(i, name, value)) {
                return i;
            }
        }
        return -1;
    }

    void copy(int index, CborWriter out) {
        out.item(bytes, bounds[index], bounds[index + 1]);
    }

    private boolean isAt(int index, String name, Attribute value) {
        return index < names.length && values[index] == value && names[index].equals(name);
    }
}
