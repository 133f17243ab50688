package com.iam.state.redis.internal;

import java.util.Base64;
import java.util.Map;

import com.iam.state.api.provider.StateEncryption;
import com.iam.state.crypto.internal.Aes128GcmComponent;
import com.iam.state.crypto.internal.NoEncryptionComponent;
import com.iam.state.crypto.internal.TestMigration;

/** The product's own encryptions, as their components publish them. */
final class RealEncryption {

    private RealEncryption() {
    }

    static StateEncryption aes() {
        FakeFramework framework = new FakeFramework();
        new Aes128GcmComponent(framework.context(), null, Map.of("name", "main", "service.pid", "aes",
                ".secretKey", Base64.getEncoder().encodeToString("sixteen bytes ok".getBytes())));
        return framework.service(StateEncryption.class).orElseThrow();
    }

    static StateEncryption none() {
        FakeFramework framework = new FakeFramework();
        new NoEncryptionComponent(framework.context(), null, Map.of("name", "none", "service.pid", "none"));
        return framework.service(StateEncryption.class).orElseThrow();
    }

    /** In its second phase: seals with AES, opens what is not encrypted as well. */
    static StateEncryption fromNoneToAes() {
        return TestMigration.writingNew(none(), aes());
    }
}
