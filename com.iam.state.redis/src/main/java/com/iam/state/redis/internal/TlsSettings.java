package com.iam.state.redis.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;

/**
 * Whom to trust and with what to show who we are. The files are read when they are needed: see {@link Certificates}.
 *
 * @param trustStore PKCS#12; it or {@code trustedCertificates} or neither, for those of the Java platform
 * @param trustedCertificates PEM
 * @param keyStore PKCS#12 with the client certificate and its key; it or the next two or none
 * @param certificate PEM, the chain of the client certificate
 * @param key PEM, PKCS#8 without a password
 */
record TlsSettings(Optional<Path> trustStore, Optional<String> trustStorePassword, Optional<Path> trustedCertificates,
        Optional<Path> keyStore, Optional<String> keyStorePassword, Optional<Path> certificate, Optional<Path> key,
        boolean verifyHostName) {

    private static final List<String> FILES =
            List.of("trustStore", "trustedCertificates", "clientKeyStore", "clientCertificate", "clientKey");

    /** @param used whether the addresses ask for TLS */
    static TlsSettings of(Settings settings, boolean used) {
        TlsSettings tls = new TlsSettings(file(settings, "trustStore"), settings.optionalText(".trustStorePassword"),
                file(settings, "trustedCertificates"), file(settings, "clientKeyStore"),
                settings.optionalText(".clientKeyStorePassword"), file(settings, "clientCertificate"),
                file(settings, "clientKey"), settings.flag("verifyHostName"));
        FILES.stream().filter(key -> !used && settings.optionalText(key).isPresent()).findFirst().ifPresent(key -> {
            throw new InvalidSettingException(key, "is of no use without rediss://");
        });
        if (tls.trustStore.isPresent() && tls.trustedCertificates.isPresent()) {
            throw new InvalidSettingException("trustedCertificates", "cannot be used together with trustStore");
        }
        if (tls.keyStore.isPresent() && tls.certificate.isPresent()) {
            throw new InvalidSettingException("clientCertificate", "cannot be used together with clientKeyStore");
        }
        if (tls.certificate.isPresent() != tls.key.isPresent()) {
            throw new InvalidSettingException(tls.key.isPresent() ? "clientCertificate" : "clientKey",
                    "is missing: clientCertificate and clientKey belong together");
        }
        try {
            TlsMaterial.read(tls);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidSettingException(tls.files().isEmpty() ? "trustStore" : keyOf(tls, e), TlsMaterial.reason(e));
        }
        return tls;
    }

    /** The files that are read, in a fixed order. */
    List<Path> files() {
        return Stream.of(trustStore, trustedCertificates, keyStore, certificate, key).flatMap(Optional::stream).toList();
    }

    /** It may be printed by mistake. */
    @Override
    public String toString() {
        return "TlsSettings[***]";
    }

    private static String keyOf(TlsSettings tls, Exception e) {
        if (e instanceof TlsMaterial.UnusableFileException unusable) {
            return unusable.key();
        }
        return tls.trustStore.isPresent() ? "trustStore" : tls.keyStore.isPresent() ? "clientKeyStore" : "clientCertificate";
    }

    private static Optional<Path> file(Settings settings, String key) {
        return settings.optionalText(key).map(text -> {
            try {
                Path path = Path.of(text).toAbsolutePath();
                if (Files.isReadable(path)) {
                    return path;
                }
            } catch (InvalidPathException e) {
                throw new InvalidSettingException(key, "is not the name of a file");
            }
            throw new InvalidSettingException(key, "cannot be read");
        });
    }
}
