package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.iam.support.config.InvalidSettingException;

class RedisSettingsTest {

    private static final String URI = "redis://127.0.0.1:6379/2";

    @ParameterizedTest
    @CsvSource({
            "namespace,             a:b,              letters and digits",
            "namespace,             -iam,             letters and digits",
            "namespace,             abcdefghijklmnopqrstuvwxyz1234567, letters and digits",
            "encryption.target,     '',               is missing",
            "encryption.target,     state.encryption, is not a filter",
            "responseTimeoutInMs,   9,                from 10 to 60000",
            "maximumPoolSize,       0,                from 1 to 64",
            "minimumIdleConnections, 5,               not be above maximumPoolSize",
            "sweepInterval,         soon,             whole number",
            "swapWaitInMs,          4001,             from 0 to 4000",
            "verifyHostName,        maybe,            true or false",
            "trustStore,            trust.p12,        cannot be read",
            "redisUri,              '$[env:REDIS]',   has no value"})
    void aBadValueIsRefusedByName(String key, String value, String reason) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Fixture.settings(URI, Map.of(key, value)))
                .withMessageContaining(reason)
                .satisfies(refused -> assertThat(refused.key()).isEqualTo(key));
    }

    @Test
    void aUsernameNeedsAPassword() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Fixture.settings(URI, Map.of("username", "iam")))
                .withMessageContaining("is missing, but there is a username");
    }

    @Test
    void secretsAreNotPrinted() {
        RedisSettings settings = Fixture.settings(URI, Map.of(".password", "open sesame", "username", "iam"));

        assertThat(settings.toString()).doesNotContain("sesame");
        assertThat(settings.location()).isEqualTo("redis://127.0.0.1:6379/2 iam");
    }

    @Test
    void onlyWhatConcernsTheConnectionNeedsANewOne() {
        RedisSettings settings = Fixture.settings(URI, Map.of());

        assertThat(settings.sameClient(Fixture.settings(URI, Map.of("sweepInterval", 5, "encryption.target", "(a=b)")))).isTrue();
        assertThat(settings.sameClient(Fixture.settings(URI, Map.of("responseTimeoutInMs", 500)))).isFalse();
        assertThat(settings.sameClient(Fixture.settings(URI, Map.of(".password", "x")))).isFalse();
    }
}
