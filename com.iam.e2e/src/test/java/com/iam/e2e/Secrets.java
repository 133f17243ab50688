package com.iam.e2e;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that the tests of this process have come to know and that must not be found where it does not belong. Clients,
 * browsers, settings and servers add to it by themselves. What one test knows is searched for in the next one, too. May be
 * called by any thread.
 */
final class Secrets {

    /** The name of an administrator of the demo, which is also the name of a module and stands in the names of keys. */
    private static final String NO_NAME = "admin";
    /** What is shorter stands somewhere by chance. */
    private static final int KEY_LENGTH = 15;

    private static final Pattern TICKET_ID = Pattern.compile("\"jti\":\"([^\"]+)\"");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<Secret> KNOWN = ConcurrentHashMap.newKeySet();

    static {
        userName("alice");
        userName("bob");
        Stream.of("authenticatedAt", "authenticatedat", "displayName", "displayname", "username")
                .forEach(name -> add(Kind.ATTRIBUTE, name));
    }

    enum Kind { SESSION_SECRET, STORAGE_ID, PASSWORD, ENCRYPTION_KEY, REDIS_PASSWORD, TICKET, USER_NAME, ATTRIBUTE }

    /** Says what it is, never itself. */
    record Secret(Kind kind, ByteBuffer content) {

        @Override
        public String toString() {
            return kind.toString();
        }
    }

    private Secrets() {
    }

    static List<Secret> known() {
        return List.copyOf(KNOWN);
    }

    /** @param value {@code storageId.secret}; anything else is ignored, as what a client has made up may be */
    static void cookie(String value) {
        int dot = value.indexOf('.');
        if (dot > 0) {
            base64(Kind.STORAGE_ID, value.substring(0, dot));
            base64(Kind.SESSION_SECRET, value.substring(dot + 1));
        }
    }

    /**
     * An SSO ticket: each part of it by itself, and its id. The first part is that of all tickets which are signed alike, so others
     * that no test has seen, such as those of a page, are found by it.
     *
     * @param compact a signed JWT
     */
    static void ticket(String compact) {
        String[] parts = compact.split("\\.");
        Stream.of(parts).forEach(part -> base64(Kind.TICKET, part));
        Matcher id = TICKET_ID.matcher(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        if (id.find()) {
            add(Kind.TICKET, id.group(1));
        }
    }

    static void password(String password) {
        add(Kind.PASSWORD, password);
    }

    static void redisPassword(String password) {
        add(Kind.REDIS_PASSWORD, password);
    }

    static void userName(String name) {
        if (!name.equals(NO_NAME)) {
            String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            Stream.of(name, capital, name.toUpperCase(Locale.ROOT)).forEach(each -> add(Kind.USER_NAME, each));
        }
    }

    /** @param base64 as in the settings, whether they are right or not */
    static void key(String base64) {
        base64(Kind.ENCRYPTION_KEY, base64);
    }

    /** A key for a test, in Base64: random, so that what is found is never there by chance. */
    static String newKey(int bytes) {
        byte[] key = new byte[bytes];
        RANDOM.nextBytes(key);
        String text = Base64.getEncoder().encodeToString(key);
        key(text);
        return text;
    }

    static String newRedisPassword() {
        String password = "redis-" + Base64.getUrlEncoder().withoutPadding().encodeToString(RANDOM.generateSeed(12));
        redisPassword(password);
        return password;
    }

    private static void base64(Kind kind, String text) {
        // A file of settings may escape the padding.
        add(kind, text.replace("=", ""));
        bytes(text).stream().filter(raw -> raw.length >= KEY_LENGTH)
                .forEach(raw -> KNOWN.add(new Secret(kind, ByteBuffer.wrap(raw))));
    }

    private static List<byte[]> bytes(String base64) {
        List<byte[]> found = new ArrayList<>();
        for (Base64.Decoder decoder : List.of(Base64.getDecoder(), Base64.getUrlDecoder())) {
            try {
                found.add(decoder.decode(base64));
            } catch (IllegalArgumentException e) {
                // Not in this alphabet, or a setting that is wrong on purpose.
            }
        }
        return found;
    }

    private static void add(Kind kind, String text) {
        KNOWN.add(new Secret(kind, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }
}
