package com.iam.state.api;

import java.security.MessageDigest;
import java.util.Arrays;

/** An immutable sequence of bytes. It is compared in constant time and does not print its content. */
public final class Bytes {

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes copyOf(byte[] content) {
        return new Bytes(content.clone());
    }

    /** A copy of the content. */
    public byte[] toArray() {
        return content.clone();
    }

    public int length() {
        return content.length;
    }

    /** Takes time that depends on the lengths alone. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && MessageDigest.isEqual(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
