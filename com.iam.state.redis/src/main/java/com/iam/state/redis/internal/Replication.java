package com.iam.state.redis.internal;

import java.time.Duration;

import com.iam.support.config.Settings;

/**
 * How many replicas shall acknowledge a write that must not come undone.
 *
 * @param replicas 0 if none is asked
 * @param timeout how long to wait for them
 */
record Replication(int replicas, Duration timeout) {

    static Replication of(Settings settings) {
        return new Replication(settings.integer("acknowledgingReplicas", 0, 10),
                settings.milliseconds("acknowledgementTimeoutInMs", 10, 10_000));
    }

    boolean isAsked() {
        return replicas > 0;
    }
}
