package com.iam.state.support.codec;

/**
 * The beginning of a CBOR data item (RFC 8949, section 3).
 *
 * @param info the low five bits of the initial byte
 * @param argument unsigned; 0 if the length is indefinite
 */
record CborHead(int major, int info, long argument) {

    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int SIMPLE = 7;

    static final int FALSE = 20;
    static final int TRUE = 21;
    static final int INDEFINITE = 31;

    boolean isIndefinite() {
        return info == INDEFINITE;
    }

    boolean isBreak() {
        return major == SIMPLE && info == INDEFINITE;
    }

    boolean isDefinite(int ofMajor) {
        return major == ofMajor && info != INDEFINITE;
    }

    boolean isTag(long number) {
        return major == TAG && argument == number;
    }
}
