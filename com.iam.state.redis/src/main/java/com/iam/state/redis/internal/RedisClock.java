package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.iam.state.api.provider.Deadline;

/**
 * What Redis's clock shows, without asking it each time: at least as much time has passed there since an answer as passed here
 * since it was heard. May be used by any thread.
 */
final class RedisClock {

    /** So that a clock that was put right, or another primary's, is soon followed. */
    private static final Duration TRUSTED = Duration.ofSeconds(5);

    private final RedisLink link;
    private volatile Sample last = new Sample(Instant.EPOCH, Monotonic.NEVER);

    RedisClock(RedisLink link) {
        this.link = link;
    }

    private record Sample(Instant now, long heardAt) {

        Instant earliest() {
            return now.plusNanos(System.nanoTime() - heardAt);
        }
    }

    /**
     * What it shows now, or a little less. Outside a Cluster.
     *
     * @param key any of the namespace
     * @throws com.iam.state.api.StateUnavailableException if Redis had to be asked, and did not answer
     */
    Instant earliest(String key, Deadline deadline) {
        Sample sample = last;
        if (!Monotonic.isWithin(sample.heardAt, TRUSTED)) {
            sample = new Sample(asked(link, key, deadline), System.nanoTime());
            last = sample;
        }
        return sample.earliest();
    }

    /** What the clock of the node that has this key shows now, or a little less. */
    static Instant asked(RedisLink link, String key, Deadline deadline) {
        return link.run(Script.NOW, List.of(key), List.of(), deadline).instant(0);
    }
}
