package com.iam.state.redis.internal;

import java.util.List;

import com.iam.state.api.provider.Deadline;

/** Lists by one script each, where one node holds all keys. */
record SingleLists(RedisLink link) implements ListSource {

    @Override
    public Reply sessions(KeyLayout keys, List<String> tokens, String after, int limit, Deadline deadline) {
        return link.run(Script.SESSIONS, tokens.stream().map(keys::subject).toList(), List.of(keys.base(), after, limit),
                deadline);
    }

    @Override
    public Reply page(KeyLayout keys, String after, int limit, Deadline deadline) {
        return link.run(Script.PAGE, keys.indexes(KeyLayout.firstBucket(after), KeyLayout.BUCKETS), List.of(after, limit),
                deadline);
    }

    @Override
    public long count(KeyLayout keys, Deadline deadline) {
        return link.run(Script.COUNT, keys.indexes(0, KeyLayout.BUCKETS), List.of(), deadline).number(0);
    }
}
