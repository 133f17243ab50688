package com.iam.state.support.codec;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes CBOR (RFC 8949) in its preferred serialisation: shortest heads, definite lengths. */
final class CborWriter {

    static final int TAG_BIGNUM = 2;
    static final int TAG_NEGATIVE_BIGNUM = 3;

    private byte[] out;
    private int length;
    private int spared;

    /** @param expected how many bytes it will be, more or less */
    CborWriter(int expected) {
        this.out = new byte[expected];
    }

    int length() {
        return length;
    }

    /** By how many bytes texts that were packed are shorter. */
    int spared() {
        return spared;
    }

    void spare(int bytes) {
        spared += bytes;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(out, length);
    }

    void head(int major, long argument) {
        int initial = major << 5;
        reserve(1 + Long.BYTES);
        if (argument >= 0 && argument < 24) {
            out[length++] = (byte) (initial | (int) argument);
            return;
        }
        int size = argument >>> 8 == 0 ? 0 : argument >>> 16 == 0 ? 1 : argument >>> 32 == 0 ? 2 : 3;
        out[length++] = (byte) (initial | 24 + size);
        for (int shift = (8 << size) - 8; shift >= 0; shift -= 8) {
            out[length++] = (byte) (argument >>> shift);
        }
    }

    void bool(boolean value) {
        head(CborHead.SIMPLE, value ? CborHead.TRUE : CborHead.FALSE);
    }

    void integer(long value) {
        // -1 - n is ~n in two's complement: the argument of a negative integer.
        head(value < 0 ? CborHead.NEGATIVE : CborHead.UNSIGNED, value < 0 ? ~value : value);
    }

    void integer(BigInteger value) {
        boolean negative = value.signum() < 0;
        BigInteger argument = negative ? value.not() : value;
        if (argument.bitLength() <= Long.SIZE) {
            head(negative ? CborHead.NEGATIVE : CborHead.UNSIGNED, argument.longValue());
        } else {
            byte[] magnitude = argument.toByteArray();
            int sign = magnitude[0] == 0 ? 1 : 0;
            head(CborHead.TAG, negative ? TAG_NEGATIVE_BIGNUM : TAG_BIGNUM);
            head(CborHead.BYTES, magnitude.length - sign);
            item(Arrays.copyOfRange(magnitude, sign, magnitude.length));
        }
    }

    void bytes(byte[] value) {
        head(CborHead.BYTES, value.length);
        item(value);
    }

    /** @throws IllegalArgumentException if it has a lone surrogate: no UTF-8 stands for that */
    void text(String value) {
        text(utf8(value));
    }

    void text(byte[] utf8) {
        head(CborHead.TEXT, utf8.length);
        item(utf8);
    }

    /** @throws IllegalArgumentException if it has a lone surrogate */
    static byte[] utf8(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        // For a lone surrogate a question mark stands there. Nothing else is lost, so that only it does not come back.
        if (!new String(utf8, StandardCharsets.UTF_8).equals(value)) {
            throw new IllegalArgumentException("a text has a lone surrogate");
        }
        return utf8;
    }

    /** An item that is encoded already. */
    void item(byte[] encoded) {
        item(encoded, 0, encoded.length);
    }

    void item(byte[] encoded, int from, int to) {
        reserve(to - from);
        System.arraycopy(encoded, from, out, length, to - from);
        length += to - from;
    }

    private void reserve(int more) {
        if (out.length - length < more) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, Math.addExact(length, more)));
        }
    }
}
