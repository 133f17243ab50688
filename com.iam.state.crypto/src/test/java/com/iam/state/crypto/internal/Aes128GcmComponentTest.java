package com.iam.state.crypto.internal;

import static com.iam.state.crypto.internal.Aes128GcmEncryptionTest.plain;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.StateEncryption;

class Aes128GcmComponentTest {

    private static final String FIRST = base64(16, 1);
    private static final String SECOND = base64(16, 2);

    private final FakeBundleContext framework = new FakeBundleContext();

    @Test
    void anEncryptionIsPublishedUnderItsKindAndName() {
        activate(Map.of(".secretKey", FIRST));

        assertThat(framework.propertiesOf(framework.encryption()))
                .containsAllEntriesOf(Map.of("state.encryption", "aes128gcm", "name", "main", "state.encryption.local", true));
        assertThat(framework.encryption().keys()).containsExactly(new KeyInfo(Golden.key(1).id(), KeyInfo.Use.PRIMARY));
        assertThat(framework.problems()).isEmpty();
    }

    @Test
    void allKeysAreTaken() {
        activate(Map.of(".secretKey", " \n" + FIRST + "\n", ".enabledKeys", new String[] {SECOND, base64(16, 3)},
                "retiredKeys", Golden.key(4).id().toUpperCase()));

        assertThat(framework.encryption().keys()).containsExactly(new KeyInfo(Golden.key(1).id(), KeyInfo.Use.PRIMARY),
                new KeyInfo(Golden.key(2).id(), KeyInfo.Use.ENABLED), new KeyInfo(Golden.key(3).id(), KeyInfo.Use.ENABLED),
                new KeyInfo(Golden.key(4).id(), KeyInfo.Use.RETIRED));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 17, 32})
    void aKeyOfAnotherLengthIsRefusedWithoutBeingShown(int length) {
        String key = base64(length, 0x5a);
        activate(Map.of(".secretKey", key));

        assertThat(framework.encryptions()).isEmpty();
        assertThat(problem().reason()).isEqualTo(length == 0 ? "is missing" : "must be Base64 of exactly 16 bytes, not of " + length);
        assertThat(problem().consequence()).isEqualTo("there is no service until this is mended");
        if (length > 0) {
            assertThat(problem().line()).doesNotContain(key.substring(0, 2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery!", "____-----____-----____A", "0102030405060708090a0b0c0d0e0f101", "QUFB\nQUFB"})
    void whatIsNoBase64IsRefusedWithoutBeingShown(String key) {
        activate(Map.of(".secretKey", FIRST, ".enabledKeys", key));

        assertThat(problem().key()).isEqualTo(".enabledKeys");
        assertThat(problem().reason()).startsWith("must be Base64 of exactly 16 bytes");
        assertThat(problem().line()).doesNotContain(key.substring(0, 4));
    }

    @Test
    void twoKeysWithOneIdAreRefused() {
        activate(Map.of(".secretKey", FIRST, ".enabledKeys", List.of(SECOND, FIRST)));

        assertThat(problem().key()).isEqualTo(".enabledKeys");
        assertThat(problem().reason()).isEqualTo("two keys have the id " + Golden.key(1).id());
    }

    @Test
    void aKeyThatIsRetiredAsWellIsRefused() {
        activate(Map.of(".secretKey", FIRST, ".enabledKeys", SECOND, "retiredKeys", Golden.key(2).id()));

        assertThat(problem().key()).isEqualTo("retiredKeys");
        assertThat(problem().reason()).isEqualTo("the key " + Golden.key(2).id() + " is retired as well");
    }

    @ParameterizedTest
    @CsvSource({"retiredKeys, 0123456789abcde", "retiredKeys, 0123456789abcdeg", "provider, NoSuchProvider", "provider, SunRsaSign",
        ".secretKey, $[secret:state-key]", "name, $[env:NAME]"})
    void otherBadSettingsAreRefused(String key, String value) {
        Map<String, Object> settings = new HashMap<>(Map.of(".secretKey", FIRST));
        settings.put(key, value);
        activate(settings);

        assertThat(framework.encryptions()).isEmpty();
        assertThat(problem().key()).isEqualTo(key);
    }

    @Test
    void aProviderCanBeChosen() {
        activate(Map.of(".secretKey", FIRST, "provider", "SunJCE"));

        byte[] sealed = framework.encryption().seal(new byte[] {1}, Golden.context());
        assertThat(plain(Golden.aes(Golden.key(1)).open(sealed, Golden.context()))).containsExactly(1);
    }

    @Test
    void newSettingsMakeANewServiceBeforeTheOldOneGoes() {
        Aes128GcmComponent component = activate(Map.of(".secretKey", FIRST));
        StateEncryption before = framework.encryption();

        component.modified(settings(Map.of(".secretKey", SECOND, ".enabledKeys", FIRST)));

        assertThat(framework.encryption()).isNotSameAs(before);
        assertThat(framework.encryption().keys().get(0).id()).isEqualTo(Golden.key(2).id());
        assertThat(before.keys()).hasSize(1);
        assertThat(framework.history()).containsExactly(1, 2, 1);
    }

    @Test
    void badSettingsLeaveTheLastGoodOnesInForceUntilTheyAreMended() {
        Aes128GcmComponent component = activate(Map.of(".secretKey", FIRST));
        StateEncryption before = framework.encryption();

        component.modified(settings(Map.of(".secretKey", "short")));

        assertThat(framework.encryption()).isSameAs(before);
        assertThat(problem().file()).isEqualTo("com.iam.state.crypto.aes128gcm-main.config");
        assertThat(problem().consequence()).isEqualTo("the last good configuration stays in force");

        component.modified(settings(Map.of(".secretKey", SECOND)));

        assertThat(framework.encryption()).isNotSameAs(before);
        assertThat(framework.problems()).isEmpty();
    }

    @Test
    void nothingStaysBehind() {
        Aes128GcmComponent component = activate(Map.of(".secretKey", FIRST));
        component.modified(settings(Map.of()));
        component.deactivate();

        assertThat(framework.encryptions()).isEmpty();
        assertThat(framework.problems()).isEmpty();
    }

    @Test
    void noEncryptionIsPublishedTheSameWay() {
        NoEncryptionComponent component = new NoEncryptionComponent(framework.context(), null, settings(Map.of("name", "open")));

        assertThat(framework.propertiesOf(framework.encryption()))
                .containsAllEntriesOf(Map.of("state.encryption", "none", "name", "open", "state.encryption.local", true));
        component.deactivate();
        assertThat(framework.encryptions()).isEmpty();
    }

    private Aes128GcmComponent activate(Map<String, Object> settings) {
        return new Aes128GcmComponent(framework.context(), null, settings(settings));
    }

    private ConfigurationProblem problem() {
        assertThat(framework.problems()).hasSize(1);
        return framework.problems().get(0);
    }

    private static Map<String, Object> settings(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("service.pid", "com.iam.state.crypto.aes128gcm~main");
        all.put("felix.fileinstall.filename", "file:/conf/com.iam.state.crypto.aes128gcm-main.config");
        return all;
    }

    private static String base64(int length, int filling) {
        byte[] key = new byte[length];
        Arrays.fill(key, (byte) filling);
        return Base64.getEncoder().encodeToString(key);
    }
}
