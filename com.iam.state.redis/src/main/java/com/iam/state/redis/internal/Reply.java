package com.iam.state.redis.internal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * What a script returned: numbers and strings. Only what really is Redis, with our scripts, answers as they do: any other
 * reply, however well-formed, counts as no answer at all.
 */
record Reply(List<Object> values) {

    /**
     * @param value an array, or a single one
     * @throws UnreachableException if it is nothing
     */
    static Reply of(Object value) {
        if (value == null) {
            throw unexpected();
        }
        return new Reply(value instanceof List<?> list ? Collections.unmodifiableList(list) : List.of(value));
    }

    /** What came is none of the answers that a script gives. What it did is not known. */
    static UnreachableException unexpected() {
        return new UnreachableException("Redis gives answers that make no sense", true);
    }

    String status() {
        return text(0);
    }

    int size() {
        return values.size();
    }

    byte[] bytes(int i) {
        if (value(i) instanceof byte[] bytes) {
            return bytes;
        }
        throw unexpected();
    }

    String text(int i) {
        return new String(bytes(i), StandardCharsets.US_ASCII);
    }

    long number(int i) {
        if (value(i) instanceof Long number) {
            return number;
        }
        throw unexpected();
    }

    Instant instant(int i) {
        try {
            return Instant.ofEpochMilli(number(i));
        } catch (DateTimeException e) {
            throw unexpected();
        }
    }

    private Object value(int i) {
        if (i < 0 || i >= values.size()) {
            throw unexpected();
        }
        return values.get(i);
    }
}
