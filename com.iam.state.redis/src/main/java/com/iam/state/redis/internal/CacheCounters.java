package com.iam.state.redis.internal;

import java.util.concurrent.atomic.LongAdder;

import com.iam.state.api.admin.RepositoryInfo.NearCacheInfo;

/** What a near cache has done; it outlives the caches, of which there is a new one after each swap. */
record CacheCounters(LongAdder hits, LongAdder misses, LongAdder evictions, LongAdder emptied) {

    CacheCounters() {
        this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }

    NearCacheInfo info(boolean serving, long entries) {
        return new NearCacheInfo(serving, entries, hits.sum(), misses.sum(), evictions.sum(), emptied.sum());
    }
}
