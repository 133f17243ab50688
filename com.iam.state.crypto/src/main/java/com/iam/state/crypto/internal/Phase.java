package com.iam.state.crypto.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How far a migration is. Each step is safe once all instances have taken the one before. */
enum Phase {

    /** Seals with the previous encryption, opens both: every instance learns to open the new one. */
    READ_BOTH("read-both"),
    /** Seals with the new encryption, opens both: the states move over. */
    WRITE_NEW("write-new"),
    /** Seals and opens with the new encryption alone. */
    RETIRED("retired");

    private final String setting;

    Phase(String setting) {
        this.setting = setting;
    }

    static Optional<Phase> of(String setting) {
        return Stream.of(values()).filter(phase -> phase.setting.equals(setting)).findFirst();
    }

    static List<String> settings() {
        return Stream.of(values()).map(phase -> phase.setting).toList();
    }

    @Override
    public String toString() {
        return setting;
    }
}
