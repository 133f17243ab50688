package com.iam.state.redis.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;

/** Which of the encryptions that are there should be used. */
final class EncryptionChoice {

    private EncryptionChoice() {
    }

    /** Those that match, the best first. The one that is bound is the best for as long as it matches. */
    static List<Candidate> matching(Collection<Candidate> candidates, Filter target, long bound) {
        Comparator<Candidate> boundFirst = Comparator.comparing(candidate -> candidate.id() != bound);
        return candidates.stream()
                .filter(candidate -> target.match(FrameworkUtil.asDictionary(candidate.properties())))
                .sorted(boundFirst.thenComparing(Candidate.ORDER))
                .toList();
    }

    /** What is to be said of a filter that matches several: it means one. */
    static Optional<String> ambiguity(List<Candidate> matching) {
        return matching.size() < 2
                ? Optional.empty()
                : Optional.of("matches " + matching.size() + " encryptions (" + labels(matching)
                        + "), and means one: name it, as in (name=main)");
    }

    static String labels(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::label).collect(Collectors.joining(", "));
    }

    /**
     * How many live sessions would be unreadable.
     *
     * @param live sessions by key id
     * @param opens ids of the keys that open
     * @param abandoned ids of keys whose sessions may be lost
     */
    static long lost(Map<String, Long> live, Set<String> opens, Set<String> abandoned) {
        return live.entrySet().stream().filter(each -> !opens.contains(each.getKey()) && !abandoned.contains(each.getKey()))
                .mapToLong(Map.Entry::getValue).sum();
    }
}
