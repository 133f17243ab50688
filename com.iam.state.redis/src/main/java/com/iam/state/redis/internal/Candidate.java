package com.iam.state.redis.internal;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.iam.state.api.KeyInfo;
import com.iam.state.api.KeyReport;
import com.iam.state.api.RepositoryInfo.EncryptionInfo;
import com.iam.state.api.StateEncryption;
import com.iam.state.support.guard.GuardedEncryption;

/**
 * An encryption that could be used.
 *
 * @param id of the service, {@code service.id}
 * @param ranking {@code service.ranking}; breaks ties only
 * @param properties for the filter
 * @param guarded how it is called
 */
record Candidate(long id, int ranking, Map<String, Object> properties, GuardedEncryption guarded) {

    /** The best first: the highest ranking, then the oldest service. */
    static final Comparator<Candidate> ORDER =
            Comparator.comparingInt(Candidate::ranking).reversed().thenComparingLong(Candidate::id);

    Candidate {
        properties = Map.copyOf(properties);
    }

    Candidate(long id, int ranking, Map<String, Object> properties, StateEncryption encryption) {
        this(id, ranking, properties, new GuardedEncryption(encryption, label(properties),
                Boolean.TRUE.equals(properties.get(StateEncryption.LOCAL))));
    }

    EncryptionInfo info(Optional<KeyReport> report) {
        return new EncryptionInfo(text(StateEncryption.KIND), text(StateEncryption.NAME), guarded.keys(),
                guarded.warning(), report);
    }

    /** The id of each key that opens. */
    Set<String> opens() {
        return guarded.keys().stream().filter(KeyInfo::opens).map(KeyInfo::id)
                .collect(Collectors.toSet());
    }

    /** The id of each key that is refused by name. */
    Set<String> retires() {
        return guarded.keys().stream().filter(key -> !key.opens() && !key.id().equals(KeyInfo.NONE)).map(KeyInfo::id)
                .collect(Collectors.toSet());
    }

    /** For the log, as in {@code aes128gcm 'main'}. */
    String label() {
        return label(properties);
    }

    private static String label(Map<String, Object> properties) {
        return properties.getOrDefault(StateEncryption.KIND, "?") + " '" + properties.getOrDefault(StateEncryption.NAME, "?") + "'";
    }

    private String text(String key) {
        return String.valueOf(properties.getOrDefault(key, "?"));
    }
}
