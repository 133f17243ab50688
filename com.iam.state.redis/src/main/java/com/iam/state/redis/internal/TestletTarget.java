package com.iam.state.redis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;

import com.iam.state.redis.internal.testlet.Repository;
import com.iam.state.redis.internal.testlet.Target;

/** Says what a Testlet examines, in its own terms. */
final class TestletTarget {

    private TestletTarget() {
    }

    static Target of(RedisSettings settings, Repository.Source repository) {
        RedisAddress address = settings.address();
        RedisSettings.Tls tls = settings.tls();
        return new Target(settings.name(), settings.location(), address.host(), address.port(), address.database(),
                address.tls()
                        ? Optional.of(new Target.Tls(() -> trusted(tls), Optional::empty, tls.verifyHostName()))
                        : Optional.empty(),
                settings.credentials().username(), settings.credentials().password(), settings.namespace(),
                settings.connectionTimeout(), settings.responseTimeout(), repository);
    }

    private static Optional<KeyStore> trusted(RedisSettings.Tls tls) throws IOException, GeneralSecurityException {
        Optional<Path> file = tls.trustStore();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file.get())) {
            store.load(in, tls.trustStorePassword().map(String::toCharArray).orElse(null));
        }
        return Optional.of(store);
    }
}
