package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.iam.state.redis.internal.acl.AclRule;
import com.iam.state.testkit.RedisServer;

/**
 * A Redis that admits only those who show one of two client certificates and sign in as the service account, with the
 * very ACL that {@code ./iam acl} prints. Its own {@code send} goes through a port without TLS.
 */
final class MutualTls implements AutoCloseable {

    static final String USER = "iam";
    static final String PASSWORD = "password-of-the-service-account";

    private final Path folder;
    final TestCertificate first;
    final TestCertificate second;
    final Path authorities;
    final Path certificate;
    final Path key;
    private final Path clients;
    final int port;
    final RedisServer server;

    private MutualTls(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        this.folder = folder;
        TestCertificate own = TestCertificate.valid(folder);
        first = TestCertificate.valid(folder);
        second = TestCertificate.valid(folder);
        authorities = Files.copy(own.certificate(), folder.resolve("ca.pem"));
        certificate = Files.copy(first.certificate(), folder.resolve("client.pem"));
        key = Files.copy(first.key(), folder.resolve("client-key.pem"));
        clients = Files.writeString(folder.resolve("clients.pem"),
                Files.readString(first.certificate()) + Files.readString(second.certificate()));
        port = RedisServer.freePort();
        server = RedisServer.start("--tls-port", String.valueOf(port), "--tls-cert-file", own.certificate().toString(),
                "--tls-key-file", own.key().toString(), "--tls-ca-cert-file", clients.toString(), "--tls-auth-clients", "yes");
        List<String> rule = AclRule.forRedis(USER, PASSWORD, "iam");
        server.send(rule.toArray(String[]::new));
    }

    static MutualTls start() {
        try {
            return new MutualTls(Files.createTempDirectory("iam-tls"));
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new AssertionError("no server with certificates", e);
        }
    }

    /** With all files in PEM, which {@link #replace} changes, except for what is given. */
    RedisSettings settings(Map<String, Object> other) {
        Map<String, Object> all = new HashMap<>(Map.of("username", USER, ".password", PASSWORD, "trustedCertificates",
                authorities.toString(), "clientCertificate", certificate.toString(), "clientKey", key.toString(),
                "connectionTimeoutInMs", 10_000, "responseTimeoutInMs", 10_000));
        all.putAll(other);
        return Fixture.settings("rediss://localhost:" + port, all);
    }

    static void replace(Path file, Path content) {
        try {
            Path next = Files.copy(content, file.resolveSibling(file.getFileName() + ".next"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** From the next connection on. */
    void trustOnly(TestCertificate client) {
        trust(client.certificate());
    }

    /** As it was at the start. */
    void reset() {
        replace(certificate, first.certificate());
        replace(key, first.key());
        trust(clients);
    }

    private void trust(Path authoritiesOfClients) {
        assertThat(server.send("CONFIG", "SET", "tls-ca-cert-file", authoritiesOfClients.toString())).startsWith("+OK");
    }

    /** Whoever comes back must show a certificate again. */
    void disconnectAll() {
        server.send("CLIENT", "KILL", "USER", USER);
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
