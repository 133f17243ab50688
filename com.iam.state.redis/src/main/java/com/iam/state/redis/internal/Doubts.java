package com.iam.state.redis.internal;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.iam.state.api.StateKey;

/**
 * Changes of this instance of which nobody knows whether Redis has made them, or still will: the answer was lost. No copy that is
 * older than such a change is kept, for longer than anything is likely to be on its way. Should Redis make one even later, or
 * should there be very many, a copy is outdated for no longer than its deadline may {@linkplain NearCache#lag lag}. May be used
 * by any thread.
 */
final class Doubts {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int AT_MOST = 10_000;

    private final Cache<StateKey, Long> revisions = Caffeine.newBuilder().maximumSize(AT_MOST).expireAfterWrite(KEPT)
            .executor(Runnable::run).build();

    void add(StateKey key, long revision) {
        revisions.asMap().merge(key, revision, Math::max);
    }

    /** The least revision of which a copy may be kept. */
    long least(StateKey key) {
        Long revision = revisions.getIfPresent(key);
        return revision == null ? 0 : revision;
    }
}
