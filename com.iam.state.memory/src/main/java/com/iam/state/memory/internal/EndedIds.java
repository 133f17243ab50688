package com.iam.state.memory.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ids of sessions that were deleted a short while ago. Latecomers who still want to adopt one are refused. */
final class EndedIds {

    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Map<String, Instant> deletedAt = new ConcurrentHashMap<>();

    void add(String storageId, Instant now) {
        deletedAt.put(storageId, now);
    }

    boolean contains(String storageId) {
        return deletedAt.containsKey(storageId);
    }

    void sweep(Instant now) {
        Instant limit = now.minus(KEPT);
        deletedAt.values().removeIf(at -> !at.isAfter(limit));
    }
}
