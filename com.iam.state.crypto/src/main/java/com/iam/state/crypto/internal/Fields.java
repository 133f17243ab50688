package com.iam.state.crypto.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Several texts as one sequence of bytes that no other texts give. */
final class Fields {

    private Fields() {
    }

    /** Each as its length in bytes (32 bits, big-endian) and its UTF-8. */
    static byte[] of(String... texts) {
        byte[][] encoded = new byte[texts.length][];
        int length = 0;
        for (int i = 0; i < texts.length; i++) {
            encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
            length += Integer.BYTES + encoded[i].length;
        }
        ByteBuffer fields = ByteBuffer.allocate(length);
        for (byte[] bytes : encoded) {
            fields.putInt(bytes.length).put(bytes);
        }
        return fields.array();
    }
}
