package com.iam.state.redis.internal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * What a script returned: numbers and strings. Only what really is Redis, with our scripts, answers as they do: any other
 * reply, however well-formed, counts as no answer at all; {@link CheckedLink} finds most of them.
 */
record Reply(List<Object> values) {

    /** @param value an array, or a single one; nothing is an empty one */
    static Reply of(Object value) {
        if (value == null) {
            return new Reply(List.of());
        }
        return new Reply(value instanceof List<?> list ? Collections.unmodifiableList(list) : List.of(value));
    }

    /** What came is none of the answers that a script gives. @param writes whether something may have been changed */
    static UnreachableException unexpected(boolean writes) {
        return new UnreachableException("Redis gives answers that make no sense", writes);
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
        throw unexpected(true);
    }

    String text(int i) {
        return new String(bytes(i), StandardCharsets.US_ASCII);
    }

    long number(int i) {
        if (value(i) instanceof Long number) {
            return number;
        }
        throw unexpected(true);
    }

    Instant instant(int i) {
        try {
            return Instant.ofEpochMilli(number(i));
        } catch (DateTimeException e) {
            throw unexpected(true);
        }
    }

    private Object value(int i) {
        if (i < 0 || i >= values.size()) {
            throw unexpected(true);
        }
        return values.get(i);
    }
}
