package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

class RedisTlsTest {

    @TempDir
    private static Path folder;

    private static TestCertificate certificate;
    private static RedisServer server;
    private static int port;

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        certificate = TestCertificate.valid(folder);
        port = RedisServer.freePort();
        server = certificate.serve(port, "--tls-auth-clients", "no");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Fixture fixture(String host, Map<String, Object> other) {
        Map<String, Object> settings = new HashMap<>(Map.of("trustStore", certificate.trust().toString(),
                ".trustStorePassword", TestCertificate.PASSWORD, "connectionTimeoutInMs", 10_000));
        settings.putAll(other);
        return new Fixture(Fixture.settings("rediss://" + host + ":" + port, settings), new TestEncryption("first"));
    }

    @Test
    void aServerWithATrustedCertificateIsUsed() {
        try (Fixture fixture = fixture("localhost", Map.of())) {
            fixture.awaitConnection();
            assertThat(fixture.repository.create(States.anonymous(), 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() {
        try (Fixture fixture = fixture("127.0.0.1", Map.of("responseTimeoutInMs", 5000))) {
            assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> fixture.repository.check(soon()))
                    .withMessage("Redis has no certificate that is trusted here");
        }
    }

    @Test
    void aCertificateForAnotherHostIsAcceptedIfSoConfigured() {
        try (Fixture fixture = fixture("127.0.0.1", Map.of("verifyHostName", false))) {
            fixture.awaitConnection();
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        try (Fixture fixture = fixture("localhost", Map.of("trustStore", "", "responseTimeoutInMs", 5000))) {
            assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> fixture.repository.check(soon()))
                    .withMessage("Redis has no certificate that is trusted here");
        }
    }
}
