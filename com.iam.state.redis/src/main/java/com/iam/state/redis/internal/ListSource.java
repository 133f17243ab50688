package com.iam.state.redis.internal;

import java.util.List;

import com.iam.state.api.provider.Deadline;

/**
 * Where lists of sessions come from. A page is 1 if more follow, else 0, and then for each session its storage id, its
 * deadline and its record.
 */
interface ListSource {

    /** @param after the storage id after which the page begins, empty for the first */
    Reply sessions(KeyLayout keys, List<String> tokens, String after, int limit, Deadline deadline);

    Reply page(KeyLayout keys, String after, int limit, Deadline deadline);

    long count(KeyLayout keys, Deadline deadline);

    static ListSource of(RedisStore store) {
        return store.cluster() ? new ClusterLists(store.link()) : new SingleLists(store.link());
    }
}
