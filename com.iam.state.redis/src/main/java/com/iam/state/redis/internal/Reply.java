package com.iam.state.redis.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** What a script returned: numbers and strings. */
record Reply(List<Object> values) {

    /** @param value an array, or a single one */
    static Reply of(Object value) {
        return new Reply(value instanceof List<?> list ? Collections.unmodifiableList(list) : List.of(value));
    }

    String status() {
        return text(0);
    }

    int size() {
        return values.size();
    }

    byte[] bytes(int i) {
        return (byte[]) values.get(i);
    }

    String text(int i) {
        return new String(bytes(i), StandardCharsets.US_ASCII);
    }

    long number(int i) {
        return (Long) values.get(i);
    }

    Instant instant(int i) {
        return Instant.ofEpochMilli(number(i));
    }
}
