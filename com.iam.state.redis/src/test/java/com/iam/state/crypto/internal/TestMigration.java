package com.iam.state.crypto.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import com.iam.state.api.provider.StateEncryption;

/** A migration in its second phase, as its component would publish it. */
public final class TestMigration {

    private TestMigration() {
    }

    public static StateEncryption writingNew(StateEncryption previous, StateEncryption next) {
        return writingNew(previous, next, Instant.now().plusSeconds(3600));
    }

    public static StateEncryption writingNew(StateEncryption previous, StateEncryption next, Instant deadline) {
        return new MigratingEncryption(previous, next, Phase.WRITE_NEW, Optional.of(deadline),
                InstantSource.system());
    }
}
