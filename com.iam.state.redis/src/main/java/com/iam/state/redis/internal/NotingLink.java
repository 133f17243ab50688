package com.iam.state.redis.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;

/**
 * A link whose {@link Refusals} are noted, and which throws nothing but what {@link RedisLink} says: whatever else goes wrong below
 * may name keys and values, and is no reason to take a fault for an answer.
 */
final class NotingLink implements RedisLink {

    private static final Logger LOG = LoggerFactory.getLogger(NotingLink.class);

    private final RedisLink link;
    private final Refusals refusals;

    NotingLink(RedisLink link, Refusals refusals) {
        this.link = link;
        this.refusals = refusals;
    }

    @Override
    public Reply run(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        return noted(script.writes(), () -> link.run(script, keys, arguments, deadline));
    }

    @Override
    public Replicated runReplicated(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        return noted(script.writes(), () -> link.runReplicated(script, keys, arguments, deadline));
    }

    @Override
    public List<Reply> runAll(Script script, List<Call> calls, Deadline deadline) {
        return noted(script.writes(), () -> link.runAll(script, calls, deadline));
    }

    @Override
    public Optional<byte[]> getAndExpire(String key, Instant at, Deadline deadline) {
        return noted(false, () -> link.getAndExpire(key, at, deadline));
    }

    @Override
    public void close() {
        link.close();
    }

    private <T> T noted(boolean writes, Supplier<T> call) {
        try {
            return call.get();
        } catch (StateUnavailableException e) {
            refusals.met(e);
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("A command failed in a way that nobody foresaw", e);
            throw Failures.of(e, writes);
        }
    }
}
