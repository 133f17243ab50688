package com.iam.state.redis.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.admin.KeyReport;
import com.iam.state.api.admin.RepositoryInfo.EncryptionInfo;
import com.iam.state.api.provider.StateEncryption;
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

    /** @param abandoned ids of keys whose sessions may be lost: an operator has said so */
    EncryptionInfo info(Optional<KeyReport> report, Set<String> abandoned) {
        return new EncryptionInfo(text(StateEncryption.KIND), text(StateEncryption.NAME), keys(abandoned),
                guarded.warning(), report, Optional.ofNullable(properties.get(StateEncryption.PHASE)).map(String::valueOf));
    }

    private List<KeyInfo> keys(Set<String> abandoned) {
        List<KeyInfo> own = guarded.keys();
        Stream<KeyInfo> others = abandoned.stream().filter(id -> own.stream().noneMatch(key -> key.id().equals(id))).sorted()
                .map(id -> new KeyInfo(id, KeyInfo.Use.RETIRED));
        return Stream.concat(own.stream(), others).toList();
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

    /** The file with the setting that decides which keys it opens; empty if it does not say so. */
    Optional<String> source() {
        return Optional.ofNullable(properties.get(StateEncryption.SOURCE)).map(String::valueOf);
    }

    String keysSetting() {
        return String.valueOf(properties.getOrDefault(StateEncryption.KEYS_SETTING, "its keys"));
    }

    boolean isMigrating() {
        return properties.containsKey(StateEncryption.PHASE);
    }

    private String text(String key) {
        return String.valueOf(properties.getOrDefault(key, "?"));
    }
}
