package com.iam.state.redis.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import com.iam.state.api.StateUnavailableException;

/** Whether an encryption may take the place of another: only if no live session becomes unreadable by it. */
final class Adoption {

    private Adoption() {
    }

    /** The keys that the next one lacks; empty if it may take over whatever lives in Redis. */
    static Set<String> missing(Candidate previous, Candidate next) {
        Set<String> missing = new TreeSet<>(previous.opens());
        missing.removeAll(next.opens());
        return missing;
    }

    /**
     * Why the next one may not take over.
     *
     * @param keysInUse live sessions by key id; throws {@link StateUnavailableException}
     */
    static Optional<String> refusal(Candidate previous, Candidate next, Supplier<Map<String, Long>> keysInUse) {
        Set<String> missing = missing(previous, next);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> numbers;
        try {
            numbers = keysInUse.get();
        } catch (StateUnavailableException e) {
            return Optional.of(next.label() + " does not have key " + missing.iterator().next()
                    + ", and Redis cannot be asked whether sessions need it (" + e.getMessage() + ")");
        }
        return missing.stream()
                .filter(id -> numbers.getOrDefault(id, 0L) > 0)
                .findFirst()
                .map(id -> next.label() + " does not have key " + id + ", which protects " + numbers.get(id)
                        + " live sessions; use Migrating State Encryption or add it to .enabledKeys");
    }
}
