package com.iam.state.redis.internal.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What Redis answers (RESP2). For one thread at a time. */
public final class Replies {

    private static final int MAXIMUM_ITEMS = 1 << 20;
    private static final int MAXIMUM_DEPTH = 8;

    private final InputStream in;
    private final int maximumLength;
    private final byte[] buffer = new byte[64 << 10];
    private int from;
    private int to;

    /** @param maximumLength of a text; who sends a longer one is no Redis of ours */
    public Replies(InputStream in, int maximumLength) {
        this.in = in;
        this.maximumLength = maximumLength;
    }

    /** Whether an answer, or the beginning of one, has come already. */
    boolean isThere() {
        return from < to;
    }

    /** Waits for that. */
    void await() throws IOException {
        if (from == to) {
            // It may fail for want of time, and then all must be as before.
            int read = in.read(buffer, 0, buffer.length);
            if (read <= 0) {
                throw new EOFException();
            }
            from = 0;
            to = read;
        }
    }

    /**
     * Waits for an answer: a byte array, a {@code Long}, a list of such, an {@link Outcome.Refused}, or null for nothing.
     *
     * @throws ProtocolException if the peer does not speak Redis's protocol
     */
    public Object next() throws IOException {
        return next(MAXIMUM_DEPTH);
    }

    private Object next(int depth) throws IOException {
        byte type = one();
        return switch (type) {
            case '$' -> bulk();
            case ':' -> number();
            case '*' -> items(depth);
            case '+' -> line();
            case '-' -> new Outcome.Refused(new String(line(), StandardCharsets.UTF_8));
            default -> throw new ProtocolException();
        };
    }

    private Object items(int depth) throws IOException {
        int size = length(MAXIMUM_ITEMS);
        if (size < 0) {
            return null;
        }
        if (depth == 0) {
            throw new ProtocolException();
        }
        List<Object> items = new ArrayList<>(Math.min(size, 64));
        for (int i = 0; i < size; i++) {
            items.add(next(depth - 1));
        }
        return items;
    }

    private byte[] bulk() throws IOException {
        int size = length(maximumLength);
        if (size < 0) {
            return null;
        }
        byte[] bytes = new byte[size];
        int there = Math.min(size, to - from);
        System.arraycopy(buffer, from, bytes, 0, there);
        from += there;
        if (there < size && in.readNBytes(bytes, there, size - there) < size - there) {
            throw new EOFException();
        }
        if (one() != '\r' || one() != '\n') {
            throw new ProtocolException();
        }
        return bytes;
    }

    private int length(int maximum) throws IOException {
        long length = number();
        if (length > maximum) {
            throw new ProtocolException();
        }
        return (int) length;
    }

    private long number() throws IOException {
        long number = 0;
        boolean negative = false;
        byte next = one();
        if (next == '-') {
            negative = true;
            next = one();
        }
        while (next != '\r') {
            if (next < '0' || next > '9') {
                throw new ProtocolException();
            }
            number = number * 10 + next - '0';
            next = one();
        }
        if (one() != '\n') {
            throw new ProtocolException();
        }
        return negative ? -number : number;
    }

    private byte[] line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (byte next = one(); next != '\r'; next = one()) {
            if (line.length() == maximumLength) {
                throw new ProtocolException();
            }
            line.append((char) (next & 0xff));
        }
        if (one() != '\n') {
            throw new ProtocolException();
        }
        return line.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte one() throws IOException {
        await();
        return buffer[from++];
    }
}
