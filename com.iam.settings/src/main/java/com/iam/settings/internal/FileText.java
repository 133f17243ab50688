package com.iam.settings.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** The text of a file: UTF-8, with or without a byte order mark, and nothing that an editor does not show. */
final class FileText {

    static final String WHOLE = "the file";

    private static final char MARK = '\uFEFF';

    private FileText() {
    }

    static String of(byte[] bytes) throws MalformedFileException {
        if (bytes.length >= 2 && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)) {
            throw new MalformedFileException(WHOLE, "is UTF-16: save it as UTF-8");
        }
        String text = decoded(bytes);
        if (!text.isEmpty() && text.charAt(0) == MARK) {
            text = text.substring(1);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7F || c == MARK) {
                throw MalformedFileException.atLine(line(text, i),
                        String.format("holds the invisible character U+%04X", (int) c));
            }
        }
        return text;
    }

    /** Counted from 1. */
    static int line(CharSequence text, int position) {
        return 1 + lineEnds(text, 0, position);
    }

    static int lineEnds(CharSequence text, int from, int to) {
        int ends = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                ends++;
            }
        }
        return ends;
    }

    private static String decoded(byte[] bytes) throws MalformedFileException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            throw MalformedFileException.atLine(line(text, text.length()), "is not UTF-8: save the file as UTF-8");
        }
        return text.toString();
    }
}
