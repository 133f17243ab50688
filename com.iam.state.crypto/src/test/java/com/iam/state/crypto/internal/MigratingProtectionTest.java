package com.iam.state.crypto.internal;

import java.time.InstantSource;
import java.util.Optional;

import com.iam.state.api.provider.StateEncryption;
import com.iam.state.testkit.StateProtectionContract;

/** Between two keys, both of which open. */
class MigratingProtectionTest extends StateProtectionContract {

    private final StateEncryption encryption = new MigratingEncryption(Golden.aes(Golden.key(1)), Golden.aes(Golden.key(2)),
            Phase.WRITE_NEW, Optional.empty(), InstantSource.system());

    @Override
    protected StateEncryption encryption() {
        return encryption;
    }
}
