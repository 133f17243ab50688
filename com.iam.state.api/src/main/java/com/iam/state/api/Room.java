package com.iam.state.api;

import java.util.Map;

/** How much room an attribute takes at the most, as CBOR, without looking at each character. */
final class Room {

    /** More than what says which type it is and how long; and all of a number. */
    private static final int HEAD = 9;
    private static final int MOMENT = 64;
    /** In UTF-8, for each {@code char}. */
    private static final int CHARACTER = 3;
    /** Deeper than attributes are nested in practice. */
    private static final int DEEP = 8;
    /** More than there may be: the caller has to count. */
    private static final long TOO_DEEP = 1L << 40;

    private Room() {
    }

    static long of(String name, Attribute value) {
        return of(name) + of(value, 0);
    }

    private static long of(String text) {
        return HEAD + (long) CHARACTER * text.length();
    }

    private static long of(Attribute value, int depth) {
        if (depth > DEEP) {
            return TOO_DEEP;
        } else if (value instanceof Attribute.Text text) {
            return of(text.value());
        } else if (value instanceof Attribute.Decimal decimal) {
            return MOMENT + decimal.value().unscaledValue().bitLength() / Byte.SIZE;
        } else if (value instanceof Attribute.Moment) {
            return MOMENT;
        } else if (value instanceof Attribute.Binary binary) {
            return HEAD + binary.value().length();
        } else if (value instanceof Attribute.Sequence sequence) {
            long room = HEAD;
            for (Attribute each : sequence.values()) {
                room += of(each, depth + 1);
            }
            return room;
        } else if (value instanceof Attribute.Structure structure) {
            long room = HEAD;
            for (Map.Entry<String, Attribute> each : structure.values().entrySet()) {
                room += of(each.getKey()) + of(each.getValue(), depth + 1);
            }
            return room;
        } else if (value instanceof Attribute.Unknown unknown) {
            return unknown.encoded().length();
        }
        return HEAD;
    }
}
