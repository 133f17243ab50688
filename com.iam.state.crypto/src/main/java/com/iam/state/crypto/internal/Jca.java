package com.iam.state.crypto.internal;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.Mac;

/**
 * Where the algorithms come from.
 *
 * @param provider empty for the provider that the platform prefers
 */
record Jca(Optional<Provider> provider) {

    static final Jca PLATFORM = new Jca(Optional.empty());

    /** Empty if no provider of this name is installed. */
    static Optional<Jca> named(String name) {
        return Optional.ofNullable(Security.getProvider(name)).map(provider -> new Jca(Optional.of(provider)));
    }

    Cipher cipher(String transformation) throws GeneralSecurityException {
        return provider.isPresent() ? Cipher.getInstance(transformation, provider.get()) : Cipher.getInstance(transformation);
    }

    Mac mac(String algorithm) throws GeneralSecurityException {
        return provider.isPresent() ? Mac.getInstance(algorithm, provider.get()) : Mac.getInstance(algorithm);
    }
}
