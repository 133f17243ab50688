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

/**
 * An encryption that could be used.
 *
 * @param id of the service, {@code service.id}
 * @param ranking {@code service.ranking}; breaks ties only
 * @param properties for the filter
 */
record Candidate(long id, int ranking, Map<String, Object> properties, StateEncryption encryption) {

    /** The best first: the highest ranking, then the oldest service. */
    static final Comparator<Candidate> ORDER =
            Comparator.comparingInt(Candidate::ranking).reversed().thenComparingLong(Candidate::id);

    Candidate {
        properties = Map.copyOf(properties);
    }

    EncryptionInfo info(Optional<KeyReport> report) {
        return new EncryptionInfo(text(StateEncryption.KIND), text(StateEncryption.NAME), encryption.keys(),
                encryption.warning(), report);
    }

    /** The id of each key that opens. */
    Set<String> opens() {
        return encryption.keys().stream().filter(KeyInfo::opens).map(KeyInfo::id)
                .collect(Collectors.toSet());
    }

    /** The id of each key that is refused by name. */
    Set<String> retires() {
        return encryption.keys().stream().filter(key -> !key.opens() && !key.id().equals(KeyInfo.NONE)).map(KeyInfo::id)
                .collect(Collectors.toSet());
    }

    /** For the log, as in {@code aes128gcm 'main'}. */
    String label() {
        return text(StateEncryption.KIND) + " '" + text(StateEncryption.NAME) + "'";
    }

    private String text(String key) {
        return String.valueOf(properties.getOrDefault(key, "?"));
    }
}
