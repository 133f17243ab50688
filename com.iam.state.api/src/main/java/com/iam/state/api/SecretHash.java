package com.iam.state.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of a session's secret: what a repository keeps in its place. The secret has 128 random bits, so no salt or
 * slow function is called for.
 */
public record SecretHash(Bytes value) {

    public static final int LENGTH = 32;

    public SecretHash {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException("a secret's hash has " + LENGTH + " bytes, not " + value.length());
        }
    }

    public static SecretHash of(SessionToken token) {
        try {
            byte[] secret = token.secret().getBytes(StandardCharsets.US_ASCII);
            return new SecretHash(Bytes.copyOf(MessageDigest.getInstance("SHA-256").digest(secret)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Compares in constant time. */
    public boolean matches(SessionToken token) {
        return equals(of(token));
    }

    @Override
    public String toString() {
        return "SecretHash[***]";
    }
}
