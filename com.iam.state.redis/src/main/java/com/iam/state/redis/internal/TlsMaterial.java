package com.iam.state.redis.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a connection by TLS is made with, as the files had it.
 *
 * @param trusted the authorities; empty for those of the Java platform
 * @param trustManagers of the authorities; empty for those of the Java platform
 * @param keyManagers empty without a client certificate
 */
record TlsMaterial(Optional<KeyStore> trusted, List<TrustManager> trustManagers, List<KeyManager> keyManagers) {

    private static final String ALIAS = "client";

    /** A file that is there, but not what it should be. The message is one part of a sentence without secrets. */
    static final class UnusableFileException extends GeneralSecurityException {

        private static final long serialVersionUID = 1L;
        private final String key;

        UnusableFileException(String key, String reason) {
            super(reason);
            this.key = key;
        }

        /** The setting that names the file. */
        String key() {
            return key;
        }
    }

    static TlsMaterial read(TlsSettings tls) throws IOException, GeneralSecurityException {
        Optional<KeyStore> trusted = trusted(tls);
        Optional<KeyStore> own = own(tls);
        List<TrustManager> trustManagers = List.of();
        if (trusted.isPresent()) {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted.get());
            trustManagers = List.of(factory.getTrustManagers());
        }
        List<KeyManager> keyManagers = List.of();
        if (own.isPresent()) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(own.get(), tls.keyStore().isPresent() ? password(tls.keyStorePassword()) : new char[0]);
            keyManagers = List.of(factory.getKeyManagers());
        }
        return new TlsMaterial(trusted, trustManagers, keyManagers);
    }

    static String reason(Exception failure) {
        return failure instanceof UnusableFileException ? failure.getMessage() : "cannot be read";
    }

    private static Optional<KeyStore> trusted(TlsSettings tls) throws IOException, GeneralSecurityException {
        if (tls.trustedCertificates().isPresent()) {
            KeyStore store = empty();
            for (X509Certificate certificate : certificates("trustedCertificates", tls.trustedCertificates().get())) {
                store.setCertificateEntry("authority" + store.size(), certificate);
            }
            return Optional.of(store);
        }
        if (tls.trustStore().isEmpty()) {
            return Optional.empty();
        }
        KeyStore store = keyStore("trustStore", tls.trustStore().get(), tls.trustStorePassword());
        boolean trusts = false;
        for (String alias : Collections.list(store.aliases())) {
            trusts = trusts || store.isCertificateEntry(alias);
        }
        if (!trusts) {
            throw new UnusableFileException("trustStore", "has no certificate that is trusted");
        }
        return Optional.of(store);
    }

    private static Optional<KeyStore> own(TlsSettings tls) throws IOException, GeneralSecurityException {
        if (tls.keyStore().isPresent()) {
            KeyStore store = keyStore("clientKeyStore", tls.keyStore().get(), tls.keyStorePassword());
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return Optional.of(store);
                }
            }
            throw new UnusableFileException("clientKeyStore", "has no private key");
        }
        if (tls.certificate().isEmpty()) {
            return Optional.empty();
        }
        List<X509Certificate> chain = certificates("clientCertificate", tls.certificate().get());
        PrivateKey key = PemKey.read("clientKey", Files.readString(tls.key().orElseThrow()), chain.get(0).getPublicKey());
        KeyStore store = empty();
        store.setKeyEntry(ALIAS, key, new char[0], chain.toArray(Certificate[]::new));
        return Optional.of(store);
    }

    private static List<X509Certificate> certificates(String key, Path file) throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            Collection<? extends Certificate> read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
            read.forEach(certificate -> certificates.add((X509Certificate) certificate));
        } catch (GeneralSecurityException e) {
            throw new UnusableFileException(key, "is not a file of certificates in PEM");
        }
        if (certificates.isEmpty()) {
            throw new UnusableFileException(key, "has no certificate in PEM");
        }
        return certificates;
    }

    private static KeyStore keyStore(String key, Path file, Optional<String> password) throws IOException, GeneralSecurityException {
        byte[] content = Files.readAllBytes(file);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(content), password(password));
        } catch (IOException e) {
            throw new UnusableFileException(key, "is not a PKCS#12 file, or its password is another one");
        }
        return store;
    }

    private static char[] password(Optional<String> password) {
        return password.map(String::toCharArray).orElse(null);
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
