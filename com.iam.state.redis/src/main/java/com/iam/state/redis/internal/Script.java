package com.iam.state.redis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scripts that Redis runs, one for each operation. What they take and return stands in their files. */
enum Script {

    CREATE(true, "subjects", "store"),
    ADOPT(true, "news", "subjects", "store"),
    UPDATE(true, Form.USUAL_FIRST, "news", "subjects"),
    SAVE(true, Form.ALONE),
    DELETE(true, "news", "subjects", "ends"),
    /** Moving a deadline twice does no harm, so it does not count as a write. */
    LOAD(false, Form.USUAL_FIRST, "news"),
    SESSIONS(false, "subjects"),
    PAGE(false, "index"),
    COUNT(false, "index"),
    KEYS(false, "index"),
    SWEEP(false, "news", "subjects", "index", "ends"),
    CLAIM(false, "ends"),
    SETTLE(false),
    OUTDATED(false),
    SEALERS(false),
    MODULES(false),
    CHECK(false),
    NOW(false),
    CACHES(false),
    TELL(false),
    /** From here on for a Cluster. None of them changes a session. */
    ENLIST(false),
    DELIST(false),
    MEMBERS(false),
    LOOK(false),
    SIZES(false),
    ANNOUNCE(false);

    private final boolean writes;
    private final String text;
    private final String digest;

    private enum Form { PLAIN, USUAL_FIRST, ALONE }

    Script(boolean writes, String... parts) {
        this(writes, Form.PLAIN, parts);
    }

    Script(boolean writes, Form form, String... parts) {
        String name = name().toLowerCase(Locale.ROOT);
        this.writes = writes;
        List<String> first = switch (form) {
            case PLAIN -> List.of("clock", "common");
            case USUAL_FIRST -> List.of("clock", name + "-usual", "common");
            case ALONE -> List.of();
        };
        this.text = Stream.of(first, List.of(parts), List.of(name))
                .flatMap(List::stream)
                .map(Script::read)
                .collect(Collectors.joining());
        this.digest = sha1(text);
    }

    /** Whether a lost answer leaves it open if a session was changed. */
    boolean writes() {
        return writes;
    }

    String text() {
        return text;
    }

    /** The name under which Redis caches it. */
    String digest() {
        return digest;
    }

    private static String read(String part) {
        try (InputStream in = Script.class.getResourceAsStream(part + ".lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle's own script cannot be read: " + part, e);
        }
    }

    /** Redis names scripts by SHA-1; nothing is protected by it. */
    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
