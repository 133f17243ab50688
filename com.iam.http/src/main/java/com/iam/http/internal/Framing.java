package com.iam.http.internal;

import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * Follows the framing of the requests on one connection (RFC 9112) and finds the first byte that leaves any doubt about
 * where a request ends. Refused is what the RFC lets a server tolerate, and what two servers in a row may understand in two
 * ways: lines that end with LF alone, folded lines, targets that are neither a path nor a whole address, chunk extensions, any transfer coding but one {@code chunked}, a
 * transfer coding beside a length or in HTTP/1.0. The rest is the parser's: what is wrong otherwise, it refuses.
 *
 * <p>For one thread at a time.
 */
final class Framing {

    /** The parser allows far less for all headers together; this only bounds the memory. */
    private static final int LONGEST_LINE = 65536;
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final Pattern SIZE = Pattern.compile("\\p{XDigit}{1,15}");
    /** RFC 9112, section 3.2. The parser takes {@code http:/path} for that path as well. */
    private static final Pattern TARGET = Pattern.compile("/|\\*$|(?i:https?)://[^/?#]");
    private static final Pattern TOKEN = Pattern.compile("[\\w!#$%&'*+.^`|~-]+");

    private static final Pattern BLANKS_AROUND = Pattern.compile("^[ \\t]+|[ \\t]+$");

    private enum Part { BETWEEN, REQUEST_LINE, HEADER, CONTENT, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILER }

    private Part part = Part.BETWEEN;
    private boolean carriageReturn;
    private final StringBuilder line = new StringBuilder();
    /** What is left of the content or the chunk. */
    private long remaining;
    private boolean codingAllowed;
    private boolean coded;
    private long length;

    /**
     * Looks at the bytes that follow those of the last call.
     *
     * @return -1 when nothing is wrong; else where the bytes have to be cut: at the beginning of the request in doubt, or
     *         at the byte that is wrong if the request began with an earlier call
     */
    int doubtful(ByteBuffer bytes, int from, int to) {
        int begin = -1;
        int at = from;
        while (at < to) {
            if (part == Part.BETWEEN) {
                begin = -1;
            }
            if (part == Part.CONTENT || part == Part.CHUNK) {
                at = skip(at, to);
                continue;
            }
            byte next = bytes.get(at);
            if (part == Part.BETWEEN && !carriageReturn && next != '\r' && next != '\n') {
                begin = at;
                begin();
            }
            if (!accept((char) (next & 0xff))) {
                return begin < 0 ? at : begin;
            }
            at++;
        }
        return -1;
    }

    private int skip(int at, int to) {
        int skipped = (int) Math.min(remaining, to - at);
        remaining -= skipped;
        if (remaining == 0) {
            part = part == Part.CHUNK ? Part.CHUNK_END : Part.BETWEEN;
        }
        return at + skipped;
    }

    private void begin() {
        part = Part.REQUEST_LINE;
        codingAllowed = false;
        coded = false;
        length = -1;
    }

    private boolean accept(char next) {
        if (carriageReturn) {
            carriageReturn = false;
            return next == '\n' && endOfLine();
        }
        if (next == '\r') {
            carriageReturn = true;
            return true;
        }
        line.append(next);
        return next != '\n' && switch (part) {
            case CHUNK_SIZE -> SIZE.matcher(line).matches();
            case CHUNK_END -> false;
            default -> line.length() <= LONGEST_LINE;
        };
    }

    private boolean endOfLine() {
        String text = line.toString();
        line.setLength(0);
        return switch (part) {
            case REQUEST_LINE -> requestLine(text);
            case HEADER -> text.isEmpty() ? endOfHeaders() : header(text);
            case CHUNK_SIZE -> SIZE.matcher(text).matches() && chunk(Long.parseLong(text, 16));
            case CHUNK_END -> enter(Part.CHUNK_SIZE);
            case TRAILER -> text.isEmpty() ? enter(Part.BETWEEN) : field(text) >= 0;
            // An empty line before a request, which RFC 9112 (2.2) asks to overlook.
            default -> true;
        };
    }

    private boolean requestLine(String text) {
        codingAllowed = text.endsWith(" HTTP/1.1");
        String[] words = text.split(" ", -1);
        return (words.length != 3 || TARGET.matcher(words[1]).lookingAt()) && enter(Part.HEADER);
    }

    private boolean header(String text) {
        int colon = field(text);
        if (colon < 0) {
            return false;
        }
        String name = text.substring(0, colon);
        String value = BLANKS_AROUND.matcher(text.substring(colon + 1)).replaceAll("");
        if (name.equalsIgnoreCase("Content-Length")) {
            boolean first = length < 0;
            length = LENGTH.matcher(value).matches() ? Long.parseLong(value) : -1;
            return first && length >= 0;
        }
        if (name.equalsIgnoreCase("Transfer-Encoding")) {
            boolean first = !coded;
            coded = true;
            return first && codingAllowed && value.equalsIgnoreCase("chunked");
        }
        return true;
    }

    /** The end of the field's name; -1 for a line that is no field of its own, such as a folded one. */
    private static int field(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && TOKEN.matcher(text).region(0, colon).matches() ? colon : -1;
    }

    private boolean endOfHeaders() {
        remaining = Math.max(length, 0);
        return coded ? length < 0 && enter(Part.CHUNK_SIZE) : enter(remaining > 0 ? Part.CONTENT : Part.BETWEEN);
    }

    private boolean chunk(long size) {
        remaining = size;
        return enter(size > 0 ? Part.CHUNK : Part.TRAILER);
    }

    private boolean enter(Part next) {
        part = next;
        return true;
    }
}
