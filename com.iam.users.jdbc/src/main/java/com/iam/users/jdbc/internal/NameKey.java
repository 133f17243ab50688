package com.iam.users.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserKind;
import com.iam.users.api.UserNames;

/**
 * What two spellings of one name have in common, see {@link UserNames}.
 *
 * @param text may hold whatever somebody typed: see {@link #isStorable()}
 */
record NameKey(UserKind kind, String text) {

    static final int MAXIMUM_NAME_LENGTH = UserDirectory.MAXIMUM_NAME_LENGTH;
    /** NFKC can lengthen a text. This is what the column holds. */
    private static final int MAXIMUM_LENGTH = 255;

    static NameKey of(UserKind kind, String name) {
        return new NameKey(kind, UserNames.comparable(name));
    }

    /**
     * Whether a user can have this name. What databases refuse or cannot represent (NUL, half of a surrogate pair)
     * must not reach them, or it would look as if the database had failed.
     */
    boolean isStorable() {
        return !text.isBlank() && text.length() <= MAXIMUM_LENGTH && text.codePoints().noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /** SHA-256 of kind and key, in hex: the name under which attempts are counted, known or not. */
    String hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(kind.name().getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A name never appears in a log, not even by accident. */
    @Override
    public String toString() {
        return "NameKey[" + kind + "]";
    }
}
