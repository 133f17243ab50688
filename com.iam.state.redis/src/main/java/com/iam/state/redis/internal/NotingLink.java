package com.iam.state.redis.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.iam.state.api.Deadline;
import com.iam.state.api.StateUnavailableException;

/** A link whose {@link Refusals} are noted. */
final class NotingLink implements RedisLink {

    private final RedisLink link;
    private final Refusals refusals;

    NotingLink(RedisLink link, Refusals refusals) {
        this.link = link;
        this.refusals = refusals;
    }

    @Override
    public Reply run(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        return noted(() -> link.run(script, keys, arguments, deadline));
    }

    @Override
    public Replicated runReplicated(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        return noted(() -> link.runReplicated(script, keys, arguments, deadline));
    }

    @Override
    public List<Reply> runAll(Script script, List<Call> calls, Deadline deadline) {
        return noted(() -> link.runAll(script, calls, deadline));
    }

    @Override
    public Optional<byte[]> getAndExpire(String key, Instant at, Deadline deadline) {
        return noted(() -> link.getAndExpire(key, at, deadline));
    }

    @Override
    public void close() {
        link.close();
    }

    private <T> T noted(Supplier<T> call) {
        try {
            return call.get();
        } catch (StateUnavailableException e) {
            refusals.met(e);
            throw e;
        }
    }
}
