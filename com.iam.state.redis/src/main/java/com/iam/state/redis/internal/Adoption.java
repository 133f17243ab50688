package com.iam.state.redis.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import com.iam.state.api.StateUnavailableException;

/** Whether an encryption may take the place of another: only if no live session becomes unreadable by it. */
final class Adoption {

    private Adoption() {
    }

    /**
     * The keys whose sessions would be lost; empty if it may take over whatever lives in Redis. Without a previous one those
     * are the keys that it refuses by name. Plaintext is not among them: that its deadline has passed is reason enough.
     */
    static Set<String> missing(Optional<Candidate> previous, Candidate next, Set<String> abandoned) {
        Set<String> missing = new TreeSet<>(previous.map(Candidate::opens).orElseGet(next::retires));
        missing.removeAll(next.opens());
        missing.removeAll(abandoned);
        return missing;
    }

    /**
     * Why the next one may not take over.
     *
     * @param missing as above
     * @param sessionsUnder live sessions by key id, of these keys; throws {@link StateUnavailableException}
     */
    static Optional<String> refusal(Set<String> missing, Candidate next, Function<Set<String>, Map<String, Long>> sessionsUnder) {
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> numbers;
        try {
            numbers = sessionsUnder.apply(missing);
        } catch (StateUnavailableException e) {
            return Optional.of(next.label() + " does not open key " + missing.iterator().next()
                    + ", and Redis cannot be asked whether sessions need it (" + e.getMessage() + ")");
        }
        return missing.stream()
                .filter(id -> numbers.getOrDefault(id, 0L) > 0)
                .findFirst()
                .map(id -> next.label() + " does not open key " + id + ", which protects live sessions ("
                        + numbers.get(id) + "); " + (next.isMigrating()
                                ? "leave the phase at write-new until they have moved, by use or by resealPerSecond"
                                : "use Migrating State Encryption or add it to .enabledKeys until they have moved")
                        + " (abandonedKeys would end them)");
    }
}
