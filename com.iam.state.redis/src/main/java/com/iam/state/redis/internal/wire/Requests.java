package com.iam.state.redis.internal.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Commands as Redis takes them (RESP2), gathered until they are sent in one go. For one thread at a time. */
public final class Requests {

    /** What grew beyond this is not kept. */
    private static final int USUAL = 64 << 10;

    private final OutputStream out;
    private byte[] buffer = new byte[USUAL];
    private int length;

    public Requests(OutputStream out) {
        this.out = out;
    }

    /** @param words texts, numbers and byte arrays */
    public void add(List<?> words) {
        head('*', words.size());
        for (Object word : words) {
            word(word instanceof byte[] bytes ? bytes : word.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    boolean isEmpty() {
        return length == 0;
    }

    public void send() throws IOException {
        int end = length;
        length = 0;
        out.write(buffer, 0, end);
        out.flush();
        if (buffer.length > USUAL) {
            buffer = new byte[USUAL];
        }
    }

    private void word(byte[] bytes) {
        head('$', bytes.length);
        room(bytes.length + 2);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        end();
    }

    private void head(char type, int number) {
        room(16);
        buffer[length++] = (byte) type;
        int digits = 1;
        for (int rest = number; rest > 9; rest /= 10) {
            digits++;
        }
        int rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        end();
    }

    private void end() {
        buffer[length++] = '\r';
        buffer[length++] = '\n';
    }

    private void room(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
        }
    }
}
