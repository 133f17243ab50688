package com.iam.state.api;

/** How much room an attribute takes at the most, wherever it is kept, without looking at each character. */
final class Room {

    /** More than what says which type it is and how long; and all of a number. */
    private static final int HEAD = 9;
    private static final int MOMENT = 64;
    /** In UTF-8, for each {@code char}. */
    private static final int CHARACTER = 3;

    private Room() {
    }

    static long of(String name, Attribute value) {
        return of(name) + of(value);
    }

    private static long of(String text) {
        return HEAD + (long) CHARACTER * text.length();
    }

    private static long of(Attribute value) {
        if (value instanceof Attribute.Text text) {
            return of(text.value());
        } else if (value instanceof Attribute.Decimal decimal) {
            return MOMENT + decimal.value().unscaledValue().bitLength() / Byte.SIZE;
        } else if (value instanceof Attribute.Moment) {
            return MOMENT;
        } else if (value instanceof Attribute.Binary binary) {
            return HEAD + binary.value().length();
        } else if (value instanceof Attribute.Sequence sequence) {
            return HEAD + sequence.values().stream().mapToLong(Room::of).sum();
        } else if (value instanceof Attribute.Structure structure) {
            return HEAD + structure.values().entrySet().stream().mapToLong(each -> of(each.getKey(), each.getValue())).sum();
        } else if (value instanceof Attribute.Unknown unknown) {
            return unknown.encoded().length();
        }
        return HEAD;
    }
}
