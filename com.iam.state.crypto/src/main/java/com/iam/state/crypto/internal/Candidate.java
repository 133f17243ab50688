package com.iam.state.crypto.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.Constants;
import org.osgi.framework.Filter;

import com.iam.state.api.StateEncryption;

/** An encryption that a migration may choose, with its service properties. */
record Candidate(StateEncryption encryption, Map<String, Object> properties) {

    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingInt(Candidate::ranking).reversed()
            .thenComparingLong(Candidate::id);

    /** Ranking breaks ties only: what was chosen stays while it is there and matches. */
    static Optional<StateEncryption> choose(Collection<Candidate> candidates, Filter filter, Optional<StateEncryption> chosen) {
        Comparator<Candidate> chosenFirst = Comparator.comparing(candidate -> !chosen.equals(Optional.of(candidate.encryption())));
        return candidates.stream().filter(candidate -> filter.matches(candidate.properties()))
                .min(chosenFirst.thenComparing(BEST_FIRST)).map(Candidate::encryption);
    }

    private int ranking() {
        return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    private long id() {
        return properties.get(Constants.SERVICE_ID) instanceof Long id ? id : Long.MAX_VALUE;
    }
}
