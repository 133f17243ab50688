package com.iam.state.redis.internal.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What Redis answers (RESP2). For one thread at a time. What has come of an answer stays until all of it has come: if there was no time
 * to wait for the rest, the next one that asks gets the whole.
 */
public final class Replies {

    private static final int USUAL = 64 << 10;
    private static final int MAXIMUM_DEPTH = 8;
    private static final int MAXIMUM_DIGITS = 19;
    private static final NotYetException NOT_YET = new NotYetException();

    /** As {@link java.io.InputStream#read(byte[], int, int)}. */
    @FunctionalInterface
    public interface Source {

        int read(byte[] bytes, int offset, int length) throws IOException;
    }

    private final Source source;
    private final int maximum;
    private byte[] buffer = new byte[USUAL];
    /** Where the present answer begins. */
    private int start;
    private int from;
    private int to;
    private boolean mayWait;

    /** @param maximum of bytes in an answer; who sends more is no Redis of ours */
    public Replies(Source source, int maximum) {
        this.source = source;
        this.maximum = maximum;
    }

    private static final class NotYetException extends IOException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** A byte array, a {@code Long}, a list of such, an {@link Outcome.Refused}, or null for nothing. */
    record Reply(Object value) {
    }

    /** Whether an answer, or the beginning of one, has come already. */
    boolean isThere() {
        return start < to;
    }

    /** The next answer if all of it has come already. */
    Optional<Reply> nextIfThere() throws IOException {
        mayWait = false;
        try {
            return Optional.of(new Reply(whole()));
        } catch (NotYetException e) {
            return Optional.empty();
        }
    }

    /**
     * Waits for an answer: a byte array, a {@code Long}, a list of such, an {@link Outcome.Refused}, or null for nothing.
     *
     * @throws ProtocolException if the peer does not speak Redis's protocol
     */
    public Object next() throws IOException {
        mayWait = true;
        return whole();
    }

    private Object whole() throws IOException {
        from = start;
        Object value = item(MAXIMUM_DEPTH);
        start = from;
        if (start == to) {
            start = 0;
            to = 0;
            if (buffer.length > USUAL) {
                buffer = new byte[USUAL];
            }
        }
        return value;
    }

    private Object item(int depth) throws IOException {
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
        int size = length();
        if (size < 0) {
            return null;
        }
        if (depth == 0) {
            throw new ProtocolException();
        }
        List<Object> items = new ArrayList<>(Math.min(size, 64));
        for (int i = 0; i < size; i++) {
            items.add(item(depth - 1));
        }
        return items;
    }

    private byte[] bulk() throws IOException {
        int size = length();
        if (size < 0) {
            return null;
        }
        while (to - from < size) {
            more();
        }
        byte[] bytes = Arrays.copyOfRange(buffer, from, from + size);
        from += size;
        if (one() != '\r' || one() != '\n') {
            throw new ProtocolException();
        }
        return bytes;
    }

    /** -1 for nothing. */
    private int length() throws IOException {
        long length = number();
        if (length < -1 || length > maximum) {
            throw new ProtocolException();
        }
        return (int) length;
    }

    private long number() throws IOException {
        byte next = one();
        boolean negative = next == '-';
        if (negative) {
            next = one();
        }
        long number = 0;
        for (int digits = 0; next != '\r'; digits++) {
            if (next < '0' || next > '9' || digits == MAXIMUM_DIGITS) {
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
        int length = 0;
        while (one() != '\r') {
            length++;
        }
        // Where the line began may have moved meanwhile.
        byte[] line = Arrays.copyOfRange(buffer, from - 1 - length, from - 1);
        if (one() != '\n') {
            throw new ProtocolException();
        }
        return line;
    }

    private byte one() throws IOException {
        if (from == to) {
            more();
        }
        return buffer[from++];
    }

    /** What fails for want of time leaves all as it was. */
    private void more() throws IOException {
        if (!mayWait) {
            throw NOT_YET;
        }
        if (to - start >= maximum + USUAL) {
            throw new ProtocolException();
        }
        if (to == buffer.length) {
            System.arraycopy(buffer, start, buffer, 0, to - start);
            from -= start;
            to -= start;
            start = 0;
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = source.read(buffer, to, buffer.length - to);
        if (read <= 0) {
            throw new EOFException();
        }
        to += read;
    }
}
