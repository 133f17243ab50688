package com.iam.state.api.provider;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * 128 random bits that name one write. The record remembers the last one, so that a retry after a lost answer can
 * tell its own success from another's.
 */
public record WriteId(long high, long low) {

    public static final int LENGTH = 16;

    public static WriteId create(Consumer<byte[]> random) {
        byte[] bits = new byte[LENGTH];
        random.accept(bits);
        return of(bits);
    }

    public static WriteId of(byte[] bits) {
        if (bits.length != LENGTH) {
            throw new IllegalArgumentException("a write id has " + LENGTH + " bytes, not " + bits.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bits);
        return new WriteId(buffer.getLong(), buffer.getLong());
    }

    public byte[] toArray() {
        return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
    }
}
