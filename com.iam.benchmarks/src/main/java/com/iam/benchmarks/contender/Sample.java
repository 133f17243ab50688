package com.iam.benchmarks.contender;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import com.iam.state.api.SessionState;

/** The state that everybody keeps: 20 attributes, 2 KiB of names and values. */
public final class Sample {

    public static final Duration IDLE_TIMEOUT = Duration.ofMinutes(30);
    /** The attribute that requests change. */
    public static final String CHANGING = "attribute00";

    static final int ATTRIBUTES = 20;
    static final int BYTES = 2048;

    private static final int VALUE_LENGTH = BYTES / ATTRIBUTES - CHANGING.length();
    private static final int NUMBER_LENGTH = 16;
    private static final String FILLING = text(VALUE_LENGTH, 0);

    private Sample() {
    }

    static Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < ATTRIBUTES; i++) {
            attributes.put("attribute%02d".formatted(i), text(VALUE_LENGTH, i));
        }
        return attributes;
    }

    /** For those that keep bytes and nothing else. */
    static byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        new Random(0).nextBytes(bytes);
        return bytes;
    }

    public static SessionState stateOf(String user) {
        SessionState state = SessionState.EMPTY.withSubject(user);
        for (Map.Entry<String, String> attribute : attributes().entrySet()) {
            state = state.with(attribute.getKey(), attribute.getValue());
        }
        return state;
    }

    /** A value for the attribute that changes, another one for each number, all of the same length. */
    public static String value(long number) {
        String digits = Long.toHexString(number);
        return "0".repeat(NUMBER_LENGTH - digits.length()) + digits + FILLING.substring(NUMBER_LENGTH);
    }

    private static String text(int length, int seed) {
        return new Random(seed).ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
