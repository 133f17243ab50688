package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.state.testkit.RedisServer;

/** What the Testlet says where TLS is the trouble. */
class BrokenTlsSetupsTest {

    @TempDir
    private static Path folder;
    private static TestCertificate valid;
    private static RedisServer server;
    private static int port;

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        valid = TestCertificate.valid(folder);
        port = RedisServer.freePort();
        server = valid.serve(port, "--tls-auth-clients", "no");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TestletRun run(String host, int tlsPort, TestCertificate trusted) {
        return TestletRun.of("rediss://" + host + ":" + tlsPort, Map.of("trustStore", trusted.trust().toString(),
                ".trustStorePassword", TestCertificate.PASSWORD));
    }

    @Test
    void nothingIsBroken() {
        TestletRun run = run("localhost", port, valid);

        assertThat(run.failed()).isEmpty();
        assertThat(run.passed().get("tls").detail()).isEqualTo("TLSv1.3");
        assertThat(run.passed()).containsKeys("certificate-expiry", "certificate-chain", "host-name", "read-write");
        assertThat(run.skipped().get("client-certificate").because()).isEqualTo("the server does not ask for one");
    }

    @Test
    void expiredCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        TestCertificate expired = TestCertificate.expired(folder);
        int expiredPort = RedisServer.freePort();
        try (RedisServer old = expired.serve(expiredPort, "--tls-auth-clients", "no")) {
            TestletRun run = run("localhost", expiredPort, expired);

            run.failsOnlyAt("certificate-expiry", "the certificate of CN=localhost expired at ");
            assertThat(run.passed()).containsKeys("certificate-chain", "host-name");
            assertThat(run.skipped().get("authentication").because()).isEqualTo("'Certificate validity' failed");
        }
    }

    @Test
    void wrongHostName() {
        TestletRun run = run("127.0.0.1", port, valid);

        run.failsOnlyAt("host-name", "the certificate is not for 127.0.0.1 but for localhost");
        assertThat(run.passed()).containsKeys("certificate-chain", "certificate-expiry");
        assertThat(run.skipped()).containsKey("authentication");
    }

    @Test
    void unknownAuthority() throws IOException, InterruptedException, GeneralSecurityException {
        TestletRun run = run("localhost", port, TestCertificate.valid(folder));

        run.failsOnlyAt("certificate-chain", "no authority that is trusted here vouches for the certificate");
        assertThat(run.passed()).containsKeys("certificate-expiry", "host-name");
        assertThat(run.skipped()).containsKey("authentication");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void missingClientCertificate(String version) {
        int strictPort = RedisServer.freePort();
        try (RedisServer strict = valid.serve(strictPort, "--tls-auth-clients", "yes", "--tls-protocols", version)) {
            TestletRun run = run("localhost", strictPort, valid);

            run.failsOnlyAt("client-certificate", "the server demands a client certificate, and none is configured");
            assertThat(run.passed()).containsKeys("tls", "certificate-expiry", "certificate-chain", "host-name");
        }
    }

    @Test
    void tlsWhereThereIsNone() {
        run("localhost", server.port(), valid).failsOnlyAt("tls", "speaks Redis's protocol, but without TLS");
    }

    @Test
    void noTlsWhereItIsDemanded() {
        TestletRun run = TestletRun.of("redis://127.0.0.1:" + port, Map.of());

        run.failsOnlyAt("answer", "does not speak the protocol of Redis");
        assertThat(run.failed().get("answer").remedy()).contains("rediss://");
    }
}
