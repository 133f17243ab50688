package com.iam.transactionapproval.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;

class ApplicationTest {

    private static final String CREDENTIAL = "jH3kq0mZr8Xw1vBt5yNdLg==";
    private static final String HASH = "2C26B46B68FFC68FF99B453C1D30413413422D706483BFA0F98A5E886266E7AE";

    private static Application from(Map<String, Object> properties) {
        return Application.from(new Settings(properties));
    }

    @Test
    void aCredentialOrItsHashAreTheSame() {
        Application byHash = from(Map.of("name", "ebanking", ".credentialHash", HASH));

        assertThat(byHash.is("ebanking", Application.hash("foo"))).isTrue();
        assertThat(byHash.is("shop", Application.hash("foo"))).isFalse();
        assertThat(byHash.is("ebanking", Application.hash("bar"))).isFalse();
        assertThat(from(Map.of("name", "ebanking", ".credential", CREDENTIAL))
                .is("ebanking", Application.hash(CREDENTIAL))).isTrue();
    }

    @Test
    void theNameIsThatOfTheFileUnlessItIsSet() {
        assertThat(from(Map.of("service.pid", "com.iam.transactionapproval.application~shop", ".credential", CREDENTIAL)).name())
                .isEqualTo("shop");
    }

    @ParameterizedTest
    @CsvSource({"short, '', .credential", "'', '', .credential", "jH3kq0mZr8Xw1vBt5yNdLg==, aa, .credential",
        "with spaces and more than 24 characters, '', .credential", "$[secret:missing], '', .credential",
        "'', 2c26, .credentialHash"})
    void whatWouldNotProtectIsRefusedWithoutBeingTold(String credential, String hash, String key) {
        assertThatThrownBy(() -> from(Map.of("name", "ebanking", ".credential", credential, ".credentialHash", hash)))
                .isInstanceOfSatisfying(InvalidSettingException.class, invalid -> {
                    assertThat(invalid.key()).isEqualTo(key);
                    assertThat(invalid.getMessage()).doesNotContain("short", "2c26", "jH3k", "with spaces");
                });
    }

    @Test
    void aNameHasNothingThatCouldBeMistaken() {
        assertThatThrownBy(() -> from(Map.of("name", "e:banking", ".credential", CREDENTIAL)))
                .isInstanceOfSatisfying(InvalidSettingException.class, invalid -> assertThat(invalid.key()).isEqualTo("name"));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThat(ApprovalSettings.from(new Settings(Map.of("approvalLifetime", "30", "attemptsAllowed", "10"))).attemptsAllowed())
                .isEqualTo(10);
        assertThatThrownBy(() -> ApprovalSettings.from(new Settings(Map.of("approvalLifetime", "901", "attemptsAllowed", "3"))))
                .isInstanceOf(InvalidSettingException.class);
        assertThatThrownBy(() -> ApprovalSettings.from(new Settings(Map.of("approvalLifetime", "300", "attemptsAllowed", "0"))))
                .isInstanceOf(InvalidSettingException.class);
    }
}
