package com.iam.state.redis.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.iam.state.api.provider.Deadline;

/** Two links to the same Redis: one for all calls, and one for those that wait for replicas. */
final class ReplicatingLink implements RedisLink {

    private final RedisLink link;
    private final RedisLink waiting;

    ReplicatingLink(RedisLink link, RedisLink waiting) {
        this.link = link;
        this.waiting = waiting;
    }

    @Override
    public Reply run(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        return link.run(script, keys, arguments, deadline);
    }

    @Override
    public List<Reply> runAll(Script script, List<Call> calls, Deadline deadline) {
        return link.runAll(script, calls, deadline);
    }

    @Override
    public Optional<byte[]> getAndExpire(String key, Instant at, Deadline deadline) {
        return link.getAndExpire(key, at, deadline);
    }

    @Override
    public Replicated runReplicated(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        return waiting.runReplicated(script, keys, arguments, deadline);
    }

    @Override
    public void close() {
        waiting.close();
        link.close();
    }
}
