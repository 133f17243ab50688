package com.iam.state.support.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over CBOR (RFC 8949). It believes no length: whatever is declared must be there, so nothing is ever
 * allocated or repeated beyond what the input justifies.
 */
final class CborReader {

    /** How deep arrays, maps and tags may lie in each other. Keeps hostile input from exhausting the stack. */
    static final int MAX_DEPTH = 32;

    private final byte[] in;
    private int at;
    private int spared;

    CborReader(byte[] in) {
        this.in = in;
    }

    int position() {
        return at;
    }

    void seek(int position) {
        at = position;
    }

    /** As {@link CborWriter#spared}. */
    int spared() {
        return spared;
    }

    void spare(int bytes) {
        spared += bytes;
    }

    byte[] slice(int from, int to) {
        return Arrays.copyOfRange(in, from, to);
    }

    /** Refuses input that is not exactly one well-formed item. Leaves the cursor at the beginning. */
    void checkWellFormed() throws MalformedStateException {
        at = 0;
        skip(0);
        checkEnd();
        at = 0;
    }

    void checkEnd() throws MalformedStateException {
        if (at != in.length) {
            throw new MalformedStateException("bytes follow the end of the item");
        }
    }

    CborHead head() throws MalformedStateException {
        int initial = (int) unsigned(1);
        int major = initial >> 5;
        int info = initial & 0x1f;
        long argument = switch (info) {
            case 24 -> unsigned(1);
            case 25 -> unsigned(2);
            case 26 -> unsigned(4);
            case 27 -> unsigned(8);
            case 28, 29, 30 -> throw new MalformedStateException("reserved encoding");
            case CborHead.INDEFINITE -> 0;
            default -> info;
        };
        boolean neverIndefinite = major == CborHead.UNSIGNED || major == CborHead.NEGATIVE || major == CborHead.TAG;
        if (info == CborHead.INDEFINITE && neverIndefinite || major == CborHead.SIMPLE && info == 24 && argument < 32) {
            throw new MalformedStateException("reserved encoding");
        }
        return new CborHead(major, info, argument);
    }

    /** The content of a byte string whose head was just read. */
    byte[] bytes(CborHead head) throws MalformedStateException {
        int from = at;
        advance(head.argument());
        return slice(from, at);
    }

    /** The content of a text string whose head was just read. Refuses what is not UTF-8. */
    String text(CborHead head) throws MalformedStateException {
        int from = at;
        advance(head.argument());
        String text = new String(in, from, at - from, StandardCharsets.UTF_8);
        // What is not UTF-8 comes out as U+FFFD. That may stand there rightly: the slow way knows.
        return text.indexOf('\uFFFD') < 0 ? text : strictly(from);
    }

    private String strictly(int from) throws MalformedStateException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in, from, at - from)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedStateException("a text is not UTF-8");
        }
    }

    /** Passes over one well-formed item. @param depth how many items it lies in */
    void skip(int depth) throws MalformedStateException {
        skip(head(), depth);
    }

    /** How many items or entries an array or map of definite length has. */
    long count(CborHead head, int perEntry) throws MalformedStateException {
        // Each item has at least one byte: a count beyond that is a lie, and is refused before it is followed.
        if (Long.compareUnsigned(head.argument(), (in.length - at) / perEntry) > 0) {
            throw truncated();
        }
        return head.argument();
    }

    private void skip(CborHead head, int depth) throws MalformedStateException {
        switch (head.major()) {
            case CborHead.BYTES, CborHead.TEXT -> skipString(head);
            case CborHead.ARRAY -> skipItems(head, 1, depth);
            case CborHead.MAP -> skipItems(head, 2, depth);
            case CborHead.TAG -> skip(head(), deeper(depth));
            case CborHead.SIMPLE -> {
                if (head.isBreak()) {
                    throw new MalformedStateException("an end without a beginning");
                }
            }
            default -> {
                // An integer is all head.
            }
        }
    }

    private void skipString(CborHead head) throws MalformedStateException {
        if (!head.isIndefinite()) {
            advance(head.argument());
            return;
        }
        for (CborHead chunk = head(); !chunk.isBreak(); chunk = head()) {
            if (!chunk.isDefinite(head.major())) {
                throw new MalformedStateException("a piece of a string is none");
            }
            advance(chunk.argument());
        }
    }

    private void skipItems(CborHead head, int perEntry, int depth) throws MalformedStateException {
        int inner = deeper(depth);
        if (!head.isIndefinite()) {
            for (long i = count(head, perEntry) * perEntry; i > 0; i--) {
                skip(head(), inner);
            }
            return;
        }
        for (CborHead item = head(); !item.isBreak(); item = head()) {
            skip(item, inner);
            for (int i = 1; i < perEntry; i++) {
                skip(head(), inner);
            }
        }
    }

    /** The depth of what lies in an item. */
    static int deeper(int depth) throws MalformedStateException {
        if (depth == MAX_DEPTH) {
            throw new MalformedStateException("nested too deep");
        }
        return depth + 1;
    }

    private long unsigned(int length) throws MalformedStateException {
        long value = 0;
        int from = at;
        advance(length);
        for (int i = from; i < at; i++) {
            value = value << 8 | in[i] & 0xff;
        }
        return value;
    }

    private void advance(long length) throws MalformedStateException {
        if (Long.compareUnsigned(length, in.length - at) > 0) {
            throw truncated();
        }
        at += (int) length;
    }

    private static MalformedStateException truncated() {
        return new MalformedStateException("it ends too early");
    }
}
