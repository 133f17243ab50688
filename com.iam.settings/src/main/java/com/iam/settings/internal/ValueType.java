package com.iam.settings.internal;

import java.util.function.Function;

/**
 * The types that a value of a {@code .config} file may have, by the letter before it. Small letters are for those
 * without objects.
 */
enum ValueType {

    TEXT('T', String.class, text -> text),
    INTEGER('I', Integer.class, Integer::valueOf),
    LONG('L', Long.class, Long::valueOf),
    FLOAT('F', Float.class, Float::valueOf),
    DOUBLE('D', Double.class, Double::valueOf),
    BYTE('X', Byte.class, Byte::valueOf),
    SHORT('S', Short.class, Short::valueOf),
    CHARACTER('C', Character.class, ValueType::character),
    BOOLEAN('B', Boolean.class, ValueType::truth),
    PRIMITIVE_INTEGER('i', int.class, Integer::valueOf),
    PRIMITIVE_LONG('l', long.class, Long::valueOf),
    PRIMITIVE_FLOAT('f', float.class, Float::valueOf),
    PRIMITIVE_DOUBLE('d', double.class, Double::valueOf),
    PRIMITIVE_BYTE('x', byte.class, Byte::valueOf),
    PRIMITIVE_SHORT('s', short.class, Short::valueOf),
    PRIMITIVE_CHARACTER('c', char.class, ValueType::character),
    PRIMITIVE_BOOLEAN('b', boolean.class, ValueType::truth);

    private final char letter;
    private final Class<?> type;
    private final Function<String, Object> reader;

    ValueType(char letter, Class<?> type, Function<String, Object> reader) {
        this.letter = letter;
        this.type = type;
        this.reader = reader;
    }

    /** Null for a letter that is none. */
    static ValueType of(char letter) {
        for (ValueType type : values()) {
            if (type.letter == letter) {
                return type;
            }
        }
        return null;
    }

    /** Of the elements of an array. */
    Class<?> type() {
        return type;
    }

    /** @throws IllegalArgumentException if the text is no such value */
    Object value(String text) {
        return reader.apply(text);
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("one character");
        }
        return text.charAt(0);
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException("true or false");
        };
    }
}
