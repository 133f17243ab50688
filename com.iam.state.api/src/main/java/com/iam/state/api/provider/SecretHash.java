package com.iam.state.api.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import com.iam.state.api.Bytes;
import com.iam.state.api.SessionToken;

/**
 * SHA-256 of a session's secret: what a repository keeps in its place. The secret has 128 random bits, so no salt or
 * slow function is called for.
 */
public record SecretHash(Bytes value) {

    public static final int LENGTH = 32;
    /** Never used itself. */
    private static final MessageDigest FRESH = lookedUp();

    public SecretHash {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException("a secret's hash has " + LENGTH + " bytes, not " + value.length());
        }
    }

    public static SecretHash of(SessionToken token) {
        byte[] secret = token.secret().getBytes(StandardCharsets.US_ASCII);
        return new SecretHash(Bytes.copyOf(digest().digest(secret)));
    }

    /** Each request needs one or two, and to look one up takes longer than to use it. */
    private static MessageDigest digest() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            return lookedUp();
        }
    }

    private static MessageDigest lookedUp() {
        try {
            return MessageDigest.getInstance("SHA-256");
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
