package com.iam.state.memory.internal;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import com.iam.state.api.provider.WriteOutcome;

/**
 * Which sessions may be a subject's: candidates, to be checked against the entries. Steps for one subject follow each
 * other.
 */
final class SubjectIndex {

    private final Map<String, Set<String>> idsBySubject = new ConcurrentHashMap<>();

    /**
     * Runs a write, and notes the id if the write was applied.
     *
     * @param write sees the ids noted so far
     */
    WriteOutcome add(String subject, String storageId, Function<Set<String>, WriteOutcome> write) {
        WriteOutcome[] outcome = new WriteOutcome[1];
        idsBySubject.compute(subject, (name, present) -> {
            Set<String> ids = present == null ? Set.of() : present;
            outcome[0] = write.apply(ids);
            if (!(outcome[0] instanceof WriteOutcome.Applied)) {
                return present;
            }
            Set<String> more = new HashSet<>(ids);
            more.add(storageId);
            return more;
        });
        return outcome[0];
    }

    void remove(String subject, String storageId) {
        idsBySubject.computeIfPresent(subject, (name, present) -> {
            Set<String> fewer = new HashSet<>(present);
            fewer.remove(storageId);
            return fewer.isEmpty() ? null : fewer;
        });
    }

    Set<String> of(String subject) {
        return idsBySubject.getOrDefault(subject, Set.of());
    }
}
