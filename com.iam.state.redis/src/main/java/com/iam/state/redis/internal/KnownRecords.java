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

    private final Optional<Cache<StateKey, Known>> records;

    /** @param on whether anything is kept */
    KnownRecords(boolean on) {
        this.records = on ? Optional.of(cache()) : Optional.empty();
    }

    private static Cache<StateKey, Known> cache() {
        return Caffeine.newBuilder().maximumWeight(Runtime.getRuntime().maxMemory() / PART).expireAfterAccess(KEPT)
                .executor(Runnable::run)
                .<StateKey, Known>weigher((key, known) -> OVERHEAD + COPIES * known.record.length).build();
    }

    /** @param record is not copied: nobody may change it any more */
    record Known(byte[] record, StoredState stored, EncodedState content) {
    }

    /** What is in a record, if it is known. */
    Optional<Known> find(StateKey key, byte[] record) {
        return records.map(all -> all.getIfPresent(key)).filter(known -> Arrays.equals(known.record, record));
    }

    /** A state that the session had here. */
    Optional<EncodedState> lastOf(StateKey key) {
        return records.map(all -> all.policy().getIfPresentQuietly(key)).map(Known::content);
    }

    void put(Known known) {
        records.ifPresent(all -> all.put(known.stored.key(), known));
    }

    void forget(StateKey key) {
        records.ifPresent(all -> all.invalidate(key));
    }
}
