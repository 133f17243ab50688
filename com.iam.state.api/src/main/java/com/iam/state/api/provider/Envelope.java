package com.iam.state.api.provider;

import java.util.HexFormat;
import java.util.Optional;

/**
 * The open part of a sealed state: format byte, suite byte and key id, in this order. What follows belongs to the
 * suite.
 *
 * @param keyId 16 hexadecimal digits
 */
public record Envelope(int format, int suite, String keyId) {

    public static final int FORMAT = 1;
    public static final int SUITE_NONE = 0;
    public static final int SUITE_AES_128_GCM = 1;
    public static final int KEY_ID_OFFSET = 2;
    public static final int KEY_ID_LENGTH = 8;
    public static final int HEADER_LENGTH = KEY_ID_OFFSET + KEY_ID_LENGTH;

    /** Empty if there are not enough bytes. */
    public static Optional<Envelope> of(byte[] sealed) {
        if (sealed.length < HEADER_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(new Envelope(sealed[0] & 0xff, sealed[1] & 0xff,
                HexFormat.of().formatHex(sealed, KEY_ID_OFFSET, HEADER_LENGTH)));
    }

    public byte[] header() {
        byte[] header = new byte[HEADER_LENGTH];
        header[0] = (byte) format;
        header[1] = (byte) suite;
        System.arraycopy(HexFormat.of().parseHex(keyId), 0, header, KEY_ID_OFFSET, KEY_ID_LENGTH);
        return header;
    }
}
