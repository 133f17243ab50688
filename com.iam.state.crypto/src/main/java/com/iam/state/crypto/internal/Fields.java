package com.iam.state.crypto.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Several texts as one sequence of bytes that no other texts give. */
final class Fields {

    private Fields() {
    }

    /** Each as its length in bytes (32 bits, big-endian) and its UTF-8. */
    static byte[] of(String... texts) {
        byte[][] encoded = Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        ByteBuffer fields = ByteBuffer.allocate(Stream.of(encoded).mapToInt(bytes -> Integer.BYTES + bytes.length).sum());
        for (byte[] bytes : encoded) {
            fields.putInt(bytes.length).put(bytes);
        }
        return fields.array();
    }
}
