package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Testlet where the server demands a certificate of its clients. */
class TestletMutualTlsTest {

    private static MutualTls tls;

    @BeforeAll
    static void start() {
        tls = MutualTls.start();
    }

    @AfterAll
    static void stop() throws IOException {
        tls.close();
    }

    @Test
    void aClientCertificateThatIsAccepted() {
        TestletRun run = TestletRun.of(tls.settings(Map.of()));

        assertThat(run.failed()).isEmpty();
        assertThat(run.passed().get("client-certificate").detail()).isEqualTo("the server accepts it");
        assertThat(run.passed()).containsKeys("certificate-chain", "authentication", "read-write");
    }

    @Test
    void oneThatIsNotConfigured() {
        TestletRun.of(tls.settings(Map.of("clientCertificate", "", "clientKey", "")))
                .failsOnlyAt("client-certificate", "demands a client certificate, and none is configured");
    }

    @Test
    void oneThatTheServerDoesNotKnow() {
        tls.trustOnly(tls.second);
        try {
            TestletRun.of(tls.settings(Map.of())).failsOnlyAt("client-certificate", "client certificate");
        } finally {
            tls.reset();
        }
    }
}
