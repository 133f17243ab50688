package com.iam.loginapp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;

class TicketIssuerTest {

    private static TicketIssuer from(Map<String, Object> settings) {
        return TicketIssuer.from(new Settings(settings));
    }

    @Test
    void theSettingsSayWhoIsTrustedAndHowFar() {
        Map<String, Object> settings = TicketMaker.settings(TicketMaker.newSecret(32));
        settings.putAll(Map.of("audience", "iam", "maximumTicketLifetime", "600", "mayRepresent", "true"));

        TicketIssuer issuer = from(settings);

        assertThat(issuer.issuer()).isEqualTo(TicketMaker.ISSUER);
        assertThat(issuer.audience()).isEqualTo("iam");
        assertThat(issuer.maximumLifetime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(issuer.mayRepresent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"issuer, ''", "audience, ''", "maximumTicketLifetime, 4", "maximumTicketLifetime, 601", "mayRepresent, perhaps",
        ".secretKey, ''", ".secretKey, $[secret:missing]", ".secretKey, no Base64!"})
    void whatCannotBeAcceptedIsNamedAndNotTold(String key, String value) {
        Map<String, Object> settings = TicketMaker.settings(TicketMaker.newSecret(32));
        settings.put(key, value);

        assertThatThrownBy(() -> from(settings)).isInstanceOfSatisfying(InvalidSettingException.class, invalid -> {
            assertThat(invalid.key()).isEqualTo(key);
            assertThat(invalid).hasMessageNotContaining("no Base64!");
        });
    }

    @Test
    void aNameIsNotEndless() {
        Map<String, Object> settings = TicketMaker.settings(TicketMaker.newSecret(32));
        settings.put("issuer", "i".repeat(256));

        assertThatThrownBy(() -> from(settings)).hasMessage("must be 1 to 255 characters");
    }

    @Test
    void aSecretIsAsLongAsTheHash() {
        String secret = TicketMaker.newSecret(31);

        assertThatThrownBy(() -> TicketMaker.issuer(secret)).hasMessage("must be Base64 of at least 32 bytes, not of 31");
    }

    @Test
    void thereIsOneKey() {
        Map<String, Object> both = TicketMaker.settings(TicketMaker.newSecret(32));
        both.put("publicKey", "-----BEGIN PUBLIC KEY-----");
        Map<String, Object> none = new HashMap<>(both);
        none.putAll(Map.of(".secretKey", "", "publicKey", " "));

        assertThatThrownBy(() -> from(both)).hasMessage("must be set, or publicKey, and not both");
        assertThatThrownBy(() -> from(none)).hasMessage("must be set, or publicKey, and not both");
    }
}
