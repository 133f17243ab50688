package com.iam.benchmarks.contender;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

import com.iam.state.api.Attribute;
import com.iam.state.api.SessionState;

/**
 * The state that everybody keeps: 20 attributes such as a log-in leaves behind, mostly texts, but numbers, flags, instants
 * and a list as well. As JSON it has 2 KiB.
 */
public final class Sample {

    public static final Duration IDLE_TIMEOUT = Duration.ofMinutes(30);
    /** The attribute that requests change. */
    public static final String CHANGING = "csrfToken";

    static final int BYTES = 2048;

    private static final int TOKEN = 43;
    private static final int NUMBER_LENGTH = 16;
    private static final String FILLING = text(TOKEN, 0);
    private static final Instant MORNING = Instant.parse("2026-01-05T08:00:00.123Z");
    private static final Map<String, Serializable> ATTRIBUTES = filledUp(fixed());

    private Sample() {
    }

    /** Values of the JDK's classes, for those that serialise them. */
    static Map<String, Serializable> attributes() {
        return ATTRIBUTES;
    }

    /** For those that keep bytes and nothing else. */
    static byte[] bytes() {
        return json(ATTRIBUTES).getBytes(StandardCharsets.UTF_8);
    }

    public static SessionState stateOf(String user) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        ATTRIBUTES.forEach((name, value) -> attributes.put(name, attribute(value)));
        return new SessionState(Optional.of(user), attributes);
    }

    /** A value for the attribute that changes, another one for each number, all of the same length. */
    public static String value(long number) {
        String digits = Long.toHexString(number);
        return "0".repeat(NUMBER_LENGTH - digits.length()) + digits + FILLING.substring(NUMBER_LENGTH);
    }

    private static Map<String, Serializable> fixed() {
        Map<String, Serializable> attributes = new LinkedHashMap<>();
        attributes.put(CHANGING, text(TOKEN, 0));
        attributes.put("username", "ada.lovelace");
        attributes.put("displayName", "Ada, Countess of Lovelace");
        attributes.put("email", "ada.lovelace@analytical-engine.example");
        attributes.put("tenant", "analytical-engine");
        attributes.put("locale", "en-GB");
        attributes.put("clientAddress", "203.0.113.195");
        attributes.put("userAgent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        attributes.put("target", "https://portal.example/accounts/4711/statements?from=2026-01-01&to=2026-03-31");
        attributes.put("oidcState", text(TOKEN, 1));
        attributes.put("oidcNonce", text(TOKEN, 2));
        attributes.put("codeChallenge", text(TOKEN, 3));
        attributes.put("groups", new ArrayList<>(List.of("employees", "mathematics", "engine-operators", "reviewers",
                "vpn-users", "mail-users")));
        attributes.put("assuranceLevel", 3L);
        attributes.put("failedAttempts", 0L);
        attributes.put("secondFactor", true);
        attributes.put("passwordExpires", false);
        attributes.put("authenticatedAt", MORNING);
        attributes.put("passwordChangedAt", MORNING.minus(Duration.ofDays(90)));
        return attributes;
    }

    /** The last attribute is a token that is as long as it has to be. */
    private static Map<String, Serializable> filledUp(Map<String, Serializable> attributes) {
        attributes.put("idToken", "");
        attributes.put("idToken", text(BYTES - json(attributes).length(), 4));
        return attributes;
    }

    private static Attribute attribute(Object value) {
        if (value instanceof Long number) {
            return Attribute.of(number);
        }
        if (value instanceof Boolean flag) {
            return Attribute.of(flag);
        }
        if (value instanceof Instant moment) {
            return Attribute.of(moment);
        }
        if (value instanceof List<?> values) {
            return new Attribute.Sequence(values.stream().map(Sample::attribute).toList());
        }
        return Attribute.of((String) value);
    }

    /** Nothing in it needs to be escaped. */
    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(each -> json(each.getKey()) + ":" + json(each.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> values) {
            return values.stream().map(Sample::json).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String || value instanceof Instant ? "\"" + value + "\"" : value.toString();
    }

    private static String text(int length, int seed) {
        return new Random(seed).ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
