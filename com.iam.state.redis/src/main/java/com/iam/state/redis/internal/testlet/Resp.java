package com.iam.state.redis.internal.testlet;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Speaks RESP2, one command at a time. Redisson is made to hide what a diagnosis is about: which step of a connection
 * fails, and how Redis words it.
 */
final class Resp {

    private static final int MAXIMUM_LENGTH = 1 << 20;
    private static final int MAXIMUM_ITEMS = 100_000;
    private static final int MAXIMUM_DEPTH = 8;

    private final InputStream in;
    private final OutputStream out;

    Resp(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in);
        this.out = out;
    }

    /**
     * @param type the first byte, as in {@code '-'} for an error
     * @param text of what is no array; empty for nothing
     */
    record Reply(char type, String text, List<Reply> items) {

        boolean isError() {
            return type == '-';
        }

        /** Whether Redis refuses the command to this user. */
        boolean isForbidden() {
            return isError() && text.startsWith("NOPERM");
        }
    }

    /** @throws ProtocolException if the peer does not speak Redis's protocol */
    Reply call(String... words) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            request.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(bytes);
            request.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write(request.toByteArray());
        out.flush();
        return reply(MAXIMUM_DEPTH);
    }

    private Reply reply(int depth) throws IOException {
        int type = in.read();
        if (type < 0) {
            throw new EOFException();
        }
        return switch (type) {
            case '+', '-', ':' -> new Reply((char) type, line(), List.of());
            case '$' -> new Reply('$', bulk(length(MAXIMUM_LENGTH)), List.of());
            case '*' -> new Reply('*', "", items(length(MAXIMUM_ITEMS), depth - 1));
            default -> throw new ProtocolException();
        };
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "";
        }
        byte[] content = in.readNBytes(length);
        if (content.length < length || !line().isEmpty()) {
            throw new EOFException();
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    private List<Reply> items(int length, int depth) throws IOException {
        if (depth == 0) {
            throw new ProtocolException();
        }
        List<Reply> items = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            items.add(reply(depth));
        }
        return items;
    }

    private int length(int maximum) throws IOException {
        try {
            int length = Integer.parseInt(line());
            if (length <= maximum) {
                return length;
            }
        } catch (NumberFormatException e) {
            // Nor is that the protocol.
        }
        throw new ProtocolException();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (line.size() == MAXIMUM_LENGTH) {
                throw new ProtocolException();
            }
            line.write(next);
        }
        if (in.read() != '\n') {
            throw new ProtocolException();
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
