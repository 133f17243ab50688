package com.iam.state.redis.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.iam.state.api.provider.Deadline;

/** A connection to Redis, or the endeavour to have one. May be used by any number of threads. */
interface RedisLink extends AutoCloseable {

    /**
     * Runs a script, in one round trip once Redis knows it.
     *
     * @param arguments texts, numbers and byte arrays
     * @throws com.iam.state.api.StateUnavailableException if there was no answer in time, or an error for an answer
     */
    Reply run(Script script, List<String> keys, List<?> arguments, Deadline deadline);

    /**
     * Runs a script that writes, and waits until replicas have what it wrote, as many and as long as the settings say. The
     * connection is used for nothing else meanwhile, so that nobody else waits.
     *
     * @throws com.iam.state.api.StateUnavailableException as {@link #run}; too few replicas are no reason
     */
    Replicated runReplicated(Script script, List<String> keys, List<?> arguments, Deadline deadline);

    /** @param acknowledged how many replicas have it for sure */
    record Replicated(Reply reply, int acknowledged) {
    }

    /** What one run of a script is given. */
    record Call(List<String> keys, List<?> arguments) {
    }

    /**
     * Runs a script several times at once, as in a Cluster, where the keys lie on several nodes.
     *
     * @return the replies in the order of the calls
     * @throws com.iam.state.api.StateUnavailableException if one of them failed; others may have been run
     */
    List<Reply> runAll(Script script, List<Call> calls, Deadline deadline);

    /**
     * Reads a text of bytes and sets when it expires (GETEX), in one round trip. It writes, so a replica refuses it.
     *
     * @param at by Redis's clock
     * @return empty if there is none
     * @throws com.iam.state.api.StateUnavailableException as {@link #run}
     */
    Optional<byte[]> getAndExpire(String key, Instant at, Deadline deadline);

    /** Ends what is under way, too. */
    @Override
    void close();
}
