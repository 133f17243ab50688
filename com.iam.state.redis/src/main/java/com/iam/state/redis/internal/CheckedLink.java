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
 * Passes on only such replies as our scripts give. Any other one, however well-formed, is none: what answers is no Redis, or
 * something stands in between. So it counts as a server that does not answer, and no exception but that one leaves here.
 */
final class CheckedLink implements RedisLink {

    private static final Logger LOG = LoggerFactory.getLogger(CheckedLink.class);

    private final RedisLink link;

    CheckedLink(RedisLink link) {
        this.link = link;
    }

    @Override
    public Reply run(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        return asked(script.writes(), () -> checked(script, link.run(script, keys, arguments, deadline)));
    }

    @Override
    public Replicated runReplicated(Script script, List<String> keys, List<?> arguments, Deadline deadline) {
        return asked(script.writes(), () -> {
            Replicated replicated = link.runReplicated(script, keys, arguments, deadline);
            checked(script, replicated.reply());
            return replicated;
        });
    }

    @Override
    public List<Reply> runAll(Script script, List<Call> calls, Deadline deadline) {
        return asked(script.writes(), () -> {
            List<Reply> replies = link.runAll(script, calls, deadline);
            replies.forEach(reply -> checked(script, reply));
            return replies;
        });
    }

    @Override
    public Optional<byte[]> getAndExpire(String key, Instant at, Deadline deadline) {
        return asked(false, () -> {
            // As any object: a client library may have taken what it got for a text.
            Object value = ((Optional<?>) link.getAndExpire(key, at, deadline)).orElse(null);
            if (value != null && !(value instanceof byte[])) {
                throw Reply.unexpected(false);
            }
            return Optional.ofNullable((byte[]) value);
        });
    }

    @Override
    public void close() {
        link.close();
    }

    private static Reply checked(Script script, Reply reply) {
        if (!ReplyShape.isOf(script, reply.values())) {
            throw Reply.unexpected(script.writes());
        }
        return reply;
    }

    /** Messages and traces of what else is thrown may hold keys. */
    private static <T> T asked(boolean writes, Supplier<T> call) {
        try {
            return call.get();
        } catch (RefusedException e) {
            // Not even with the script before it: no Redis answers so.
            throw e.refusal() == Refusal.UNKNOWN_SCRIPT ? new UnreachableException(e.refusal()) : e;
        } catch (StateUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("A reply could not be read ({})", e.getClass().getName());
            throw Reply.unexpected(writes);
        }
    }
}
