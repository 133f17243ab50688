package com.iam.state.support.codec;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Writes CBOR (RFC 8949) in its preferred serialisation: shortest heads, definite lengths. */
final class CborWriter {

    static final int TAG_BIGNUM = 2;
    static final int TAG_NEGATIVE_BIGNUM = 3;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    byte[] toByteArray() {
        return out.toByteArray();
    }

    void head(int major, long argument) {
        int initial = major << 5;
        if (argument >= 0 && argument < 24) {
            out.write(initial | (int) argument);
            return;
        }
        int size = argument >>> 8 == 0 ? 0 : argument >>> 16 == 0 ? 1 : argument >>> 32 == 0 ? 2 : 3;
        out.write(initial | 24 + size);
        for (int shift = (8 << size) - 8; shift >= 0; shift -= 8) {
            out.write((int) (argument >>> shift));
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
            out.write(magnitude, sign, magnitude.length - sign);
        }
    }

    void bytes(byte[] value) {
        head(CborHead.BYTES, value.length);
        out.writeBytes(value);
    }

    /** @throws IllegalArgumentException if it has a lone surrogate: no UTF-8 stands for that */
    void text(String value) {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            head(CborHead.TEXT, utf8.remaining());
            out.write(utf8.array(), utf8.arrayOffset(), utf8.remaining());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text has a lone surrogate", e);
        }
    }

    /** An item that is encoded already. */
    void item(byte[] encoded) {
        out.writeBytes(encoded);
    }
}
