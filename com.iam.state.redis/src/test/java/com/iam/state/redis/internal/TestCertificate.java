package com.iam.state.redis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.iam.state.testkit.RedisServer;

/**
 * A certificate of {@code localhost} that vouches for itself.
 *
 * @param trust a store of those who trust it, without the private key: one that holds a key as well trusts nobody
 * @param certificate in PEM, as is the {@code key}, for Redis
 * @param keyStore of those who show it
 */
record TestCertificate(Path trust, Path certificate, Path key, Path keyStore) {

    static final String PASSWORD = "changeit";

    static TestCertificate valid(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        return create(folder, "-1d", 90);
    }

    static TestCertificate expired(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        return create(folder, "-60d", 30);
    }

    private static TestCertificate create(Path parent, String begin, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path folder = Files.createTempDirectory(parent, "certificate");
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "redis", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
                "-startdate", begin, "-validity", String.valueOf(days), "-storetype", "PKCS12", "-keystore",
                store.toString(), "-storepass", PASSWORD).inheritIO().start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("redis", keys.getCertificate("redis"));
        Path trust = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(trust)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return new TestCertificate(trust,
                pem(folder.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("redis").getEncoded()),
                pem(folder.resolve("key.pem"), "PRIVATE KEY", keys.getKey("redis", PASSWORD.toCharArray()).getEncoded()), store);
    }

    /** A server that shows it on a port of its own, and one without TLS to control it by. */
    RedisServer serve(int tlsPort, String... options) {
        List<String> all = new ArrayList<>(List.of("--tls-port", String.valueOf(tlsPort), "--tls-cert-file",
                certificate.toString(), "--tls-key-file", key.toString(), "--tls-ca-cert-file", certificate.toString()));
        all.addAll(List.of(options));
        return RedisServer.start(all.toArray(String[]::new));
    }

    private static Path pem(Path file, String type, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }
}
