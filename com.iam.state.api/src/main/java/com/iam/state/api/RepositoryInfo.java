package com.iam.state.api;

import java.util.List;
import java.util.Optional;

/**
 * A repository as operators see it. It holds no secret.
 *
 * @param kind as in {@link StateRepository#KIND}
 * @param name as in {@link StateRepository#NAME}
 * @param location where the states are; two repositories with the same location share them
 * @param encryption what seals new states; empty where nothing leaves the process, or where none is bound at the moment
 */
public record RepositoryInfo(String kind, String name, String location, Optional<EncryptionInfo> encryption) {

    /**
     * @param warning see {@link StateEncryption#warning()}
     * @param report empty until the sessions have been counted for the first time
     */
    public record EncryptionInfo(String kind, String name, List<KeyInfo> keys, Optional<String> warning,
            Optional<KeyReport> report) {
        public EncryptionInfo {
            keys = List.copyOf(keys);
        }
    }
}
