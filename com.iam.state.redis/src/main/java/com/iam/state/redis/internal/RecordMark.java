package com.iam.state.redis.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What of a record tells it from all others of its session, and what its places in the indexes depend on.
 *
 * @param head format, revision and write id: no other record has the same
 * @param places the subject's token, and the id of the key that sealed it
 */
record RecordMark(byte[] head, byte[] places) {

    /** {@code save.lua} knows it. */
    private static final int HEAD_LENGTH = 25;
    private static final int TOKEN_LENGTH_AT = 81;
    /** Two bytes and a key id, see {@link com.iam.state.api.provider.Envelope}. */
    private static final int ENVELOPE_HEAD = 10;

    /** @param record a whole one */
    static RecordMark of(byte[] record) {
        return new RecordMark(Arrays.copyOf(record, HEAD_LENGTH), Arrays.copyOfRange(record, TOKEN_LENGTH_AT,
                TOKEN_LENGTH_AT + 1 + record[TOKEN_LENGTH_AT] + ENVELOPE_HEAD));
    }

    /** Whether that one is the next revision, in the same places. */
    boolean precedes(RecordMark next) {
        return revision() + 1 == next.revision() && Arrays.equals(places, next.places);
    }

    private long revision() {
        return ByteBuffer.wrap(head).getLong(1);
    }
}
