package com.iam.state.api;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a client shows to get at its session: {@code storageId.secret}, 128 random bits each, in Base64url. The
 * storage id lasts as long as the session and says where it is kept; the secret proves the right to use it and
 * changes with every renewal. The token itself is kept nowhere but with the client.
 */
public record SessionToken(String storageId, String secret) {

    public SessionToken {
        if (!Random128.isValid(storageId) || !Random128.isValid(secret)) {
            throw new IllegalArgumentException("not a session token");
        }
    }

    /**
     * @param random fills an array with random bytes of cryptographic quality, like {@code SecureRandom::nextBytes}
     */
    public static SessionToken create(Consumer<byte[]> random) {
        return new SessionToken(Random128.next(random), Random128.next(random));
    }

    /** The same session under a new secret. */
    public SessionToken renewed(Consumer<byte[]> random) {
        return new SessionToken(storageId, Random128.next(random));
    }

    /** Reads {@link #value()}; empty for anything else, of any length. */
    public static Optional<SessionToken> parse(String value) {
        if (value == null || value.length() != 2 * Random128.CHARACTERS + 1 || value.charAt(Random128.CHARACTERS) != '.') {
            return Optional.empty();
        }
        String storageId = value.substring(0, Random128.CHARACTERS);
        String secret = value.substring(Random128.CHARACTERS + 1);
        return Random128.isValid(storageId) && Random128.isValid(secret)
                ? Optional.of(new SessionToken(storageId, secret))
                : Optional.empty();
    }

    /** The text for the cookie. A secret: it belongs into no log, error, metric or address. */
    public String value() {
        return storageId + "." + secret;
    }

    @Override
    public String toString() {
        return "SessionToken[***]";
    }
}
