package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.iam.state.api.StateKey;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.StoredState;
import com.iam.state.support.codec.EncodedState;

/**
 * Records that were sealed or opened here a moment ago, with what is in them. If Redis answers with the very same bytes nothing
 * has to be deciphered and decoded: they are authentic, and mean what they meant. And most of the next state is encoded
 * already. Nothing is served that Redis was not asked for: this is no {@link NearCache}.
 *
 * <p>It ends with the encryption. What is not under the primary key is not kept, nor served once it no longer is: a migration may
 * refuse it from one moment to the next. May be used by any number of threads.
 */
final class KnownRecords {

    /** Of the heap, at the most. */
    private static final int PART = 32;
    /** The requests of a page come within seconds; and nothing that was deciphered stays for long. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Optional<Cache<StateKey, Known>> records;
    private final Predicate<Envelope> outdated;

    /**
     * @param on whether anything is kept
     * @param outdated whether a record should be sealed again
     * @param ticker nanoseconds
     */
    KnownRecords(boolean on, Predicate<Envelope> outdated, Ticker ticker) {
        this.records = on ? Optional.of(cache(ticker)) : Optional.empty();
        this.outdated = outdated;
    }

    private static Cache<StateKey, Known> cache(Ticker ticker) {
        return Caffeine.newBuilder().maximumWeight(Runtime.getRuntime().maxMemory() / PART).expireAfterAccess(KEPT)
                .ticker(ticker).executor(Runnable::run)
                .<StateKey, Known>weigher((key, known) -> known.content.heap() + known.record.length).build();
    }

    /** @param record is not copied: nobody may change it any more */
    record Known(byte[] record, Envelope envelope, StoredState stored, EncodedState content) {
    }

    /** What is in a record, if it is known. */
    Optional<Known> find(StateKey key, byte[] record) {
        return records.map(all -> all.getIfPresent(key))
                .filter(known -> Arrays.equals(known.record, record) && !outdated.test(known.envelope));
    }

    /** A state that the session had here. */
    Optional<EncodedState> lastOf(StateKey key) {
        return records.map(all -> all.policy().getIfPresentQuietly(key)).map(Known::content);
    }

    void put(Known known) {
        if (records.isPresent() && !outdated.test(known.envelope)) {
            records.get().put(known.stored.key(), known);
        }
    }

    void forget(StateKey key) {
        records.ifPresent(all -> all.invalidate(key));
    }

    void empty() {
        records.ifPresent(Cache::invalidateAll);
    }

    /** Lets go of what nobody has asked for in time. To be called now and then, or it stays until somebody asks for something else. */
    void tidy() {
        records.ifPresent(Cache::cleanUp);
    }

    long size() {
        return records.map(Cache::estimatedSize).orElse(0L);
    }
}
