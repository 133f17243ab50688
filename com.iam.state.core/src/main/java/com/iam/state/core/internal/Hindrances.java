package com.iam.state.core.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Why single sessions could not be carried when that was last tried. May be used by any thread. */
final class Hindrances {

    /** Of different wording; more would only fill the log. */
    private static final int MOST_REASONS = 20;

    private final Map<String, String> reasons = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    void note(String storageId, String reason) {
        reasons.put(storageId, reason);
    }

    void over(String storageId) {
        reasons.remove(storageId);
    }

    int number() {
        return reasons.size();
    }

    /** Those that have not been asked for by this yet. */
    List<String> news() {
        return reasons.values().stream().distinct().filter(reason -> told.size() < MOST_REASONS && told.add(reason)).sorted().toList();
    }

    /** One sentence for each reason. */
    List<String> sentences() {
        Map<String, Integer> numbers = new TreeMap<>();
        reasons.values().forEach(reason -> numbers.merge(reason, 1, Integer::sum));
        return numbers.entrySet().stream().limit(MOST_REASONS).map(each -> (each.getValue() == 1 ? "1 session" : each.getValue() + " sessions")
                + " could not be carried over yet: " + each.getKey()).toList();
    }
}
