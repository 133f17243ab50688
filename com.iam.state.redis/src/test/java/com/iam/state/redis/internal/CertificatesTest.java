package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.States;
import com.iam.support.config.InvalidSettingException;

class CertificatesTest {

    private static MutualTls tls;

    @BeforeAll
    static void start() {
        tls = MutualTls.start();
    }

    @BeforeEach
    void reset() {
        tls.reset();
    }

    @AfterAll
    static void stop() throws IOException {
        tls.close();
    }

    private Fixture fixture(Map<String, Object> other) {
        return new Fixture(tls.settings(other), new TestEncryption("first"));
    }

    private void refused(Map<String, Object> settings, String key, String why) {
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> tls.settings(settings))
                .withMessageContaining(why).satisfies(e -> assertThat(e.key()).isEqualTo(key));
    }

    @Test
    void aKeyStoreServesAsWellAsFilesInPem() {
        try (Fixture fixture = fixture(Map.of("clientCertificate", "", "clientKey", "", "clientKeyStore",
                tls.first.keyStore().toString(), ".clientKeyStorePassword", TestCertificate.PASSWORD))) {
            fixture.awaitConnection();
        }
    }

    @Test
    void nobodyIsAdmittedWithoutAClientCertificate() {
        try (Fixture fixture = fixture(Map.of("clientCertificate", "", "clientKey", "", "responseTimeoutInMs", 1000))) {
            assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> fixture.repository.check(soon()));
        }
    }

    @Test
    void renewedCertificatesAreUsedByNewConnectionsAndBadOnesAreNot() throws IOException {
        try (Fixture fixture = fixture(Map.of())) {
            fixture.awaitConnection();
            StoredState stored = States.of("alice");
            fixture.repository.create(stored, 0, soon());

            Path rubbish = Files.writeString(tls.certificate.resolveSibling("rubbish.pem"), "not a certificate");
            MutualTls.replace(tls.certificate, rubbish);
            reconnects(fixture, stored);

            // Between the renewal of one file and that of the other they do not match.
            MutualTls.replace(tls.certificate, tls.second.certificate());
            reconnects(fixture, stored);

            MutualTls.replace(tls.key, tls.second.key());
            tls.trustOnly(tls.second);
            reconnects(fixture, stored);
        }
    }

    private void reconnects(Fixture fixture, StoredState stored) {
        long before = connections();
        tls.disconnectAll();
        Await.until("it is connected anew", () -> connections() > before && found(fixture, stored));
    }

    private static boolean found(Fixture fixture, StoredState stored) {
        try {
            return fixture.repository.load(stored.key(), LONG, soon()) instanceof LoadOutcome.Found;
        } catch (StateUnavailableException e) {
            return false;
        }
    }

    private long connections() {
        String text = tls.server.send("CLIENT", "LIST");
        return text.lines().filter(line -> line.contains("user=" + MutualTls.USER))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*\\bid=(\\d+) .*", "$1"))).max().orElse(0);
    }

    @Test
    void filesThatCannotBeUsedAreRefusedByName() throws IOException {
        String rubbish = Files.writeString(tls.certificate.resolveSibling("rubbish.pem"), "not a certificate").toString();
        refused(Map.of("trustedCertificates", rubbish), "trustedCertificates", "PEM");
        refused(Map.of("clientKey", rubbish), "clientKey", "openssl pkcs8 -topk8 -nocrypt");
        refused(Map.of("clientKey", tls.second.key().toString()), "clientKey", "does not belong to the certificate");
        refused(Map.of("clientKey", ""), "clientKey", "is missing");
        refused(Map.of("clientKeyStore", tls.first.keyStore().toString()), "clientCertificate", "together with clientKeyStore");
        refused(Map.of("trustedCertificates", "", "trustStore", tls.first.trust().toString(), ".trustStorePassword", "wrong"),
                "trustStore", "its password is another one");
    }
}
