package com.iam.state.redis.internal;

import java.time.Instant;

import com.iam.state.support.codec.EncodedState;

/**
 * What Redis has answered about one record. The operations on records return it, and they work without a near cache;
 * a near cache, if there is one, takes its copy from it.
 *
 * @param now by Redis's clock, when it answered, or later
 * @param content of the record, if the outcome says that it is there
 */
record RecordAnswer<T>(T outcome, Instant now, EncodedState content) {

    RecordAnswer<T> at(Instant later) {
        return new RecordAnswer<>(outcome, later, content);
    }
}
