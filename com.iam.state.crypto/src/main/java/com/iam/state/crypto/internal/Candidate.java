package com.iam.state.crypto.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.Constants;
import org.osgi.framework.Filter;

import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.StateEncryption;
import com.iam.state.support.guard.GuardedEncryption;
import com.iam.support.config.InvalidSettingException;

/**
 * An encryption that a migration may choose, with its service properties.
 *
 * @param guarded by which it is tried out
 */
record Candidate(StateEncryption encryption, Map<String, Object> properties, GuardedEncryption guarded) {

    private static final Duration TRIAL = Duration.ofSeconds(3);
    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingInt(Candidate::ranking).reversed()
            .thenComparingLong(Candidate::id);

    Candidate(StateEncryption encryption, Map<String, Object> properties) {
        this(encryption, properties, new GuardedEncryption(encryption, label(properties), isLocal(properties)));
    }

    /** Those that match, the best first. Ranking breaks ties only: what was chosen stays while it is there and matches. */
    static List<Candidate> matching(Collection<Candidate> candidates, Filter filter, Optional<StateEncryption> chosen) {
        Comparator<Candidate> chosenFirst = Comparator.comparing(candidate -> !chosen.equals(Optional.of(candidate.encryption())));
        return candidates.stream().filter(candidate -> filter.matches(candidate.properties()))
                .sorted(chosenFirst.thenComparing(BEST_FIRST)).toList();
    }

    /** @throws InvalidSettingException if it does not do what an encryption should */
    void tryOut(String setting) {
        guarded.rehearse(TRIAL).ifPresent(why -> {
            throw new InvalidSettingException(setting, "chooses " + label() + ", which cannot be used: " + why);
        });
    }

    /** Whether the state that it seals can be read by anybody. */
    boolean isPlaintext() {
        return guarded.keys().stream().anyMatch(key -> key.opens() && key.id().equals(KeyInfo.NONE));
    }

    boolean isLocal() {
        return guarded.isLocal();
    }

    String label() {
        return label(properties);
    }

    private static boolean isLocal(Map<String, Object> properties) {
        return Boolean.TRUE.equals(properties.get(StateEncryption.LOCAL));
    }

    private static String label(Map<String, Object> properties) {
        return properties.getOrDefault(StateEncryption.KIND, "?") + " '" + properties.getOrDefault(StateEncryption.NAME, "?") + "'";
    }

    private int ranking() {
        return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    private long id() {
        return properties.get(Constants.SERVICE_ID) instanceof Long id ? id : Long.MAX_VALUE;
    }
}
