package com.iam.state.support.codec;

import java.util.Map;

import com.iam.state.api.Attribute;
import com.iam.state.api.SessionState;

/**
 * A state and its bytes, and where in them each attribute stands. Of the next state, which mostly has the very same
 * attributes but for one, {@link StateCodec#encode(SessionState, EncodedState)} encodes what has changed, and copies
 * the rest. Immutable.
 */
public final class EncodedState {

    /** Of it nothing can be copied. */
    public static final EncodedState NONE = new EncodedState(SessionState.EMPTY, new byte[0], new int[1], new int[1]);

    private static final int OVERHEAD = 1024;
    /** {@link SessionState#room} counts three bytes for a character, and nine for each item. */
    private static final long ROOM_OF_A_BYTE = 3;
    private static final long ITEM = 8;

    private final SessionState state;
    private final byte[] bytes;
    private final String[] names;
    private final Attribute[] values;
    /** Where each attribute begins, its name included; and where the last one ends. */
    private final int[] bounds;
    /** By how many bytes packed texts are shorter, until there. */
    private final int[] spared;

    EncodedState(SessionState state, byte[] bytes, int[] bounds, int[] spared) {
        this.state = state;
        this.bytes = bytes;
        this.bounds = bounds;
        this.spared = spared;
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

    /** Not a copy: it never changes. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * About how many bytes of the heap it takes, with the state and what is usually kept of a session beside that.
     */
    public int heap() {
        // Texts take about as much as their bytes. What room says beyond that is the number of items, and each is an object or three.
        long plain = bytes.length + (long) spared[spared.length - 1];
        long items = Math.max(0, state.room() - ROOM_OF_A_BYTE * plain);
        return (int) Math.min(Integer.MAX_VALUE, OVERHEAD + 3 * plain + ITEM * items);
    }

    /**
     * Where this very attribute stands; -1 if it is not the same object as here.
     *
     * @param expected where it stands if none before it has come or gone
     */
    int indexOf(String name, Attribute value, int expected) {
        if (expected < names.length && names[expected].equals(name)) {
            return values[expected] == value ? expected : -1;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return values[i] == value ? i : -1;
            }
        }
        return -1;
    }

    void copy(int index, CborWriter out) {
        out.item(bytes, bounds[index], bounds[index + 1]);
        out.spare(spared[index + 1] - spared[index]);
    }
}
