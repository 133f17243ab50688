package com.iam.state.redis.internal;

import java.util.Collection;
import java.util.List;

import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;

/** Which of the encryptions that are there should be used. */
final class EncryptionChoice {

    private EncryptionChoice() {
    }

    /** Those that match, the best first. The one that is bound is the best for as long as it matches. */
    static List<Candidate> matching(Collection<Candidate> candidates, Filter target, long bound) {
        List<Candidate> matching = candidates.stream()
                .filter(candidate -> target.match(FrameworkUtil.asDictionary(candidate.properties())))
                .sorted(Candidate.ORDER)
                .toList();
        return matching.stream()
                .filter(candidate -> candidate.id() == bound)
                .findFirst()
                .map(List::of)
                .orElse(matching);
    }
}
