package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;

/**
 * Takes sessions out of Redis that live on elsewhere. They may come back, so Redis must not do it later: each release ends at a
 * moment, by Redis's clock, and does not return before that moment if it is not known what came of it. Whoever has waited for
 * the releases under way can be sure that there are no more.
 */
final class Releases {

    /** Less than is waited for before a module is served again. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final RedisLink link;
    private final boolean cluster;
    private final RedisClock clock;

    Releases(RedisLink link, boolean cluster) {
        this.link = link;
        this.cluster = cluster;
        this.clock = new RedisClock(link);
    }

    /**
     * @param record its key
     * @param remove takes it out, unless Redis's clock shows that moment already
     */
    void release(String record, Deadline deadline, BiConsumer<Instant, Deadline> remove) {
        Deadline limit = deadline.remaining().compareTo(LONGEST) < 0 ? deadline : Deadline.after(LONGEST);
        // Nodes have clocks of their own.
        Instant now = cluster ? RedisClock.asked(link, record, limit) : clock.earliest(record, limit);
        try {
            remove.accept(now.plus(limit.remaining()), limit);
        } catch (StateUnavailableException e) {
            if (e.isOutcomeUnknown()) {
                sitOut(limit);
            }
            throw e;
        }
    }

    private static void sitOut(Deadline limit) {
        boolean interrupted = false;
        while (!limit.hasPassed()) {
            LockSupport.parkNanos(limit.remaining().toNanos());
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
