package com.iam.state.support.codec;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Texts of ASCII at seven bits a character, as GSM 03.38 packs them: the first character in the low bits of the first byte. What is
 * left of the last byte is zero. That may look like one more character, so that no text with U+0000 is packed.
 *
 * <p>Tokens, addresses and names are most of a session, and an eighth shorter like this. As each text is packed by itself, its length
 * tells how long it is and whether it is ASCII, but not which. A compression would tell more: what repeats.
 */
final class PackedText {

    /** Of those that anybody may take (RFC 8949, section 9.2); not registered. */
    static final int TAG = 60_007;

    private static final int TAG_LENGTH = 3;
    /** A shorter one would gain a byte at the most. */
    private static final int SHORTEST = 32;
    private static final int BITS = 7;
    private static final int MASK = (1 << BITS) - 1;

    private PackedText() {
    }

    /** @param utf8 how many bytes it would take in UTF-8 */
    static boolean suits(String text, long utf8) {
        return utf8 == text.length() && utf8 >= SHORTEST && text.indexOf('\0') < 0;
    }

    /** How many bytes it takes when packed. */
    static int length(int characters) {
        return (int) (((long) characters * BITS + Byte.SIZE - 1) / Byte.SIZE);
    }

    /** By how many bytes it is shorter like this, more or less. */
    static int spared(int characters) {
        return characters - length(characters) - TAG_LENGTH;
    }

    /** @param ascii that suits */
    static byte[] pack(byte[] ascii) {
        byte[] packed = new byte[length(ascii.length)];
        int rest = 0;
        int bits = 0;
        int at = 0;
        for (byte each : ascii) {
            rest |= each << bits;
            bits += BITS;
            if (bits >= Byte.SIZE) {
                packed[at++] = (byte) rest;
                rest >>>= Byte.SIZE;
                bits -= Byte.SIZE;
            }
        }
        if (bits > 0) {
            packed[at] = (byte) rest;
        }
        return packed;
    }

    /** Empty if nothing that is packed looks like this. */
    static Optional<String> unpack(byte[] packed) {
        byte[] ascii = new byte[(int) ((long) packed.length * Byte.SIZE / BITS)];
        int rest = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < ascii.length; i++) {
            if (bits < BITS) {
                rest |= (packed[at++] & 0xff) << bits;
                bits += Byte.SIZE;
            }
            ascii[i] = (byte) (rest & MASK);
            rest >>>= BITS;
            bits -= BITS;
        }
        boolean filled = ascii.length > 0 && ascii.length % Byte.SIZE == 0 && ascii[ascii.length - 1] == 0;
        String text = new String(ascii, 0, ascii.length - (filled ? 1 : 0), StandardCharsets.US_ASCII);
        return rest == 0 && text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    }
}
