package com.iam.state.api.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A repository as operators see it. It holds no secret.
 *
 * @param kind as in {@link com.iam.state.api.provider.StateRepository#KIND}
 * @param name as in {@link com.iam.state.api.provider.StateRepository#NAME}
 * @param location where the states are; two repositories with the same location share them
 * @param encryption what seals new states; empty where nothing leaves the process, or where none is bound at the
 *     moment
 * @param nearCache empty if there is none
 * @param refusals how many calls what is behind it has refused since its start, by the reason in one word
 * @param warnings what it refuses now, or may do to the sessions: one part of a sentence each, for anyone to read
 */
public record RepositoryInfo(String kind, String name, String location, Optional<EncryptionInfo> encryption,
        Optional<NearCacheInfo> nearCache, Map<String, Long> refusals, List<String> warnings) {

    public RepositoryInfo {
        refusals = Map.copyOf(refusals);
        warnings = List.copyOf(warnings);
    }

    /** A repository that is refused nothing. */
    public RepositoryInfo(String kind, String name, String location, Optional<EncryptionInfo> encryption,
            Optional<NearCacheInfo> nearCache) {
        this(kind, name, location, encryption, nearCache, Map.of(), List.of());
    }

    /** A repository without a near cache. */
    public RepositoryInfo(String kind, String name, String location, Optional<EncryptionInfo> encryption) {
        this(kind, name, location, encryption, Optional.empty());
    }

    /**
     * Copies of states in this process. The numbers but the first are since its start.
     *
     * @param serving whether reads may be answered from it right now
     * @param entries how many states it holds
     * @param hits reads that it answered
     * @param misses reads of recent states that went on to Redis
     * @param evictions states that had to make room
     * @param emptied how often it was emptied since it could not be sure to hear of changes
     */
    public record NearCacheInfo(boolean serving, long entries, long hits, long misses, long evictions, long emptied) {
    }

    /**
     * @param warning see {@link com.iam.state.api.provider.StateEncryption#warning()}
     * @param report empty until the sessions have been counted for the first time
     * @param phase see {@link com.iam.state.api.provider.StateEncryption#PHASE}
     */
    public record EncryptionInfo(String kind, String name, List<KeyInfo> keys, Optional<String> warning,
            Optional<KeyReport> report, Optional<String> phase) {

        /** An encryption that is not a migration. */
        public EncryptionInfo(String kind, String name, List<KeyInfo> keys, Optional<String> warning, Optional<KeyReport> report) {
            this(kind, name, keys, warning, report, Optional.empty());
        }

        public EncryptionInfo {
            keys = List.copyOf(keys);
        }
    }
}
