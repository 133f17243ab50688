package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.iam.state.api.StateKey;
import com.iam.state.api.StoredState;
import com.iam.state.support.codec.EncodedState;

/**
 * Records that were sealed or opened here a moment ago, with what is in them. If Redis answers with the very same bytes nothing
 * has to be deciphered and decoded: they are authentic, and mean what they meant. And most of the next state is encoded
 * already. Nothing is served that Redis was not asked for: this is no {@link NearCache}.
 *
 * <p>It ends with the encryption. May be used by any number of threads.
 */
final class KnownRecords {

    /** Of the heap, at the most. */
    private static final int PART = 32;
    /** The requests of a page come within seconds; and nothing that was deciphered stays for long. */
    private static final Duration KEPT = Duration.ofMinutes(1);
    /** About what objects take beside the record, its encoded state, and the state, which takes some two bytes for each of these. */
    private static final int OVERHEAD = 1024;
    private static final int COPIES = 4;

    private final Cache<StateKey, Known> records = Caffeine.newBuilder().maximumWeight(Runtime.getRuntime().maxMemory() / PART)
            .expireAfterAccess(KEPT).executor(Runnable::run)
            .<StateKey, Known>weigher((key, known) -> OVERHEAD + COPIES * known.record.length).build();

    private record Known(byte[] record, StoredState stored, EncodedState state) {
    }

    /** What is in a record, if it is known. */
    Optional<StoredState> in(StateKey key, byte[] record) {
        Known known = records.getIfPresent(key);
        return known != null && Arrays.equals(known.record, record) ? Optional.of(known.stored) : Optional.empty();
    }

    /** A state that the session had here; the empty one if there is none. */
    EncodedState lastOf(StateKey key) {
        Known known = records.getIfPresent(key);
        return known == null ? EncodedState.NONE : known.state;
    }

    /** @param record is not copied: nobody may change it any more */
    void put(byte[] record, StoredState stored, EncodedState state) {
        records.put(stored.key(), new Known(record, stored, state));
    }

    void forget(StateKey key) {
        records.invalidate(key);
    }
}
