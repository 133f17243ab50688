package com.iam.state.redis.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates in use. Each new connection looks whether the files have changed, so that they are renewed without a
 * restart; files that cannot be used are reported once, and what was read before stays in use. Any thread may ask.
 */
final class Certificates {

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private static final TlsMaterial NOTHING = new TlsMaterial(Optional.empty(), List.of(), List.of());

    private final TlsSettings settings;
    private final String location;
    private List<ByteBuffer> contents;
    private TlsMaterial material;
    private String problem = "";

    /** @param location for the log */
    Certificates(TlsSettings settings, String location) {
        this.settings = settings;
        this.location = location;
        refresh();
    }

    /** Reads the files if they have changed. */
    synchronized void refresh() {
        if (settings.files().isEmpty()) {
            return;
        }
        try {
            List<ByteBuffer> found = new ArrayList<>();
            for (Path file : settings.files()) {
                found.add(ByteBuffer.wrap(Files.readAllBytes(file)));
            }
            if (found.equals(contents)) {
                return;
            }
            contents = found;
            TlsMaterial read = TlsMaterial.read(settings);
            if (material != null) {
                LOG.info("New connections to {} use the renewed certificates", location);
            }
            material = read;
            problem = "";
        } catch (TlsMaterial.UnusableFileException e) {
            report(e.key() + " " + e.getMessage());
        } catch (IOException | GeneralSecurityException e) {
            contents = null;
            report("a file of certificates cannot be read");
        }
    }

    private void report(String found) {
        if (!found.equals(problem)) {
            LOG.error("{}: {}; {}", location, found,
                    material == null ? "there is no connection" : "the last good certificates stay in use");
        }
        problem = found;
    }

    /** None if those of the Java platform are trusted. */
    Optional<TrustManagerFactory> trustManagers() {
        return settings.trustStore().or(settings::trustedCertificates).map(file -> new Trust(this));
    }

    /** None without a client certificate. */
    Optional<KeyManagerFactory> keyManagers() {
        return settings.keyStore().or(settings::certificate).map(file -> new Own(this));
    }

    /** With what a connection is made outside Redisson. @throws GeneralSecurityException if the files cannot be used */
    SSLContext context() throws GeneralSecurityException {
        TlsMaterial now = settings.files().isEmpty() ? NOTHING : current();
        SSLContext context = SSLContext.getInstance("TLS");
        // Null stands for what the Java platform has.
        context.init(now.keyManagers().isEmpty() ? null : now.keyManagers().toArray(KeyManager[]::new),
                now.trustManagers().isEmpty() ? null : now.trustManagers().toArray(TrustManager[]::new), null);
        return context;
    }

    private synchronized TlsMaterial current() {
        refresh();
        if (material == null) {
            throw new IllegalStateException("the certificates cannot be read");
        }
        return material;
    }

    private static final class Trust extends TrustManagerFactory {

        Trust(Certificates certificates) {
            super(new TrustManagerFactorySpi() {

                @Override
                protected void engineInit(KeyStore store) {
                    throw new UnsupportedOperationException("the files are what is trusted");
                }

                @Override
                protected void engineInit(ManagerFactoryParameters parameters) {
                    throw new UnsupportedOperationException("the files are what is trusted");
                }

                @Override
                protected TrustManager[] engineGetTrustManagers() {
                    return certificates.current().trustManagers().toArray(TrustManager[]::new);
                }
            }, null, "files");
        }
    }

    private static final class Own extends KeyManagerFactory {

        Own(Certificates certificates) {
            super(new KeyManagerFactorySpi() {

                @Override
                protected void engineInit(KeyStore store, char[] password) {
                    throw new UnsupportedOperationException("the files hold the key");
                }

                @Override
                protected void engineInit(ManagerFactoryParameters parameters) {
                    throw new UnsupportedOperationException("the files hold the key");
                }

                @Override
                protected KeyManager[] engineGetKeyManagers() {
                    return certificates.current().keyManagers().toArray(KeyManager[]::new);
                }
            }, null, "files");
        }
    }
}
