package com.iam.support.config;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

class SettingsTest {

    private static Settings of(String key, Object value) {
        return new Settings(Map.of(key, value));
    }

    @Test
    void numbersAreReadFromTextAndFromNumbers() {
        assertThat(of("n", "42").integer("n", 1, 100)).isEqualTo(42);
        assertThat(of("n", 42).seconds("n", 1, 100)).isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void aNumberOutOfItsLimitsIsRefused() {
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> of("n", 0).integer("n", 1, 100))
                .withMessage("must be from 1 to 100, not 0")
                .matches(e -> e.key().equals("n"));
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> of("n", "many").integer("n", 1, 100))
                .withMessageContaining("whole number");
    }

    @Test
    void anythingButTrueAndFalseIsNoFlag() {
        assertThat(of("f", true).flag("f")).isTrue();
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> of("f", "yes").flag("f"));
    }

    @Test
    void aMalformedFilterIsRefused() {
        assertThat(of("t", "(a=b)").filter("t")).hasToString("(a=b)");
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> of("t", "(a=b").filter("t"))
                .withMessageContaining("is not a filter");
    }

    @Test
    void aPlaceholderThatNothingReplacedIsRefused() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> of(".secretKey", "$[secret:session-key]").text(".secretKey"))
                .withMessageContaining("$[secret:session-key] has no value");
    }

    @Test
    void aSecretThatIsTooShortOrNoBase64IsRefusedWithoutBeingTold() {
        assertThat(of(".s", " c2VjcmV0 ").secret(".s", 6)).asString(US_ASCII).isEqualTo("secret");
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> of(".s", "c2VjcmV0").secret(".s", 7))
                .withMessage("must be Base64 of at least 7 bytes, not of 6");
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> of(".s", "c2VjcmV0!").secret(".s", 6))
                .withMessageContaining("is no Base64").withMessageNotContaining("c2Vj").withNoCause();
    }

    @Test
    void whatIsReadWithItsQuotesIsRefused() {
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> of("n", "\"42\"").integer("n", 1, 100))
                .withMessageContaining("is read with its quotes");
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> of("t", "\"(a=b)").filter("t"))
                .withMessageContaining("is read with its quotes");
        assertThat(of("yaml", "\"a\": {b: 1}").text("yaml")).isEqualTo("\"a\": {b: 1}");
        assertThat(of(".password", "\"quoted\"").text(".password")).isEqualTo("\"quoted\"");
    }

    @interface Known {

        String some_target() default "";

        String _password() default "";
    }

    @Test
    void whatNobodyReadsIsFound() {
        Settings settings = new Settings(Map.of("some.target", "(a=b)", ".password", "s", "pasword", "s", "name", "n", "service.pid", "p",
                "component.name", "c", "felix.fileinstall.filename", "f", "other.target", "(a=b)"));
        assertThat(UnknownKeys.unknown(settings, Known.class)).containsExactly("other.target", "pasword");
        assertThat(UnknownKeys.unknown(settings, Known.class, "other")).containsExactly("pasword");
    }

    @Test
    void aBlankSettingIsAMissingOne() {
        assertThat(of("s", "  ").optionalText("s")).isEmpty();
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> of("s", "  ").text("s"))
                .withMessage("is missing");
    }

    @Test
    void listsComeAsArraysOrBetweenCommas() {
        assertThat(of("l", new String[] {"a", " b "}).texts("l")).containsExactly("a", "b");
        assertThat(of("l", "a, b,").texts("l")).containsExactly("a", "b");
        assertThat(new Settings(Map.of()).texts("l")).isEmpty();
    }

    @Test
    void theSourceIsTheFileOrThePid() {
        assertThat(of("felix.fileinstall.filename", "file:/x/conf/com.iam.main.config").source()).isEqualTo("com.iam.main.config");
        assertThat(of("felix.fileinstall.filename", "file:/x/conf/com.iam.state.redis-my%20own.config").source())
                .isEqualTo("com.iam.state.redis-my own.config");
        assertThat(of("service.pid", new String[] {"com.iam.main", "com.iam.state.manager~login"}).source())
                .isEqualTo("com.iam.state.manager~login");
    }

    @Test
    void theNameIsTheFactorySuffixByDefault() {
        assertThat(of("service.pid", "com.iam.state.memory~main").name()).isEqualTo("main");
        assertThat(new Settings(Map.of("service.pid", "com.iam.state.memory~main", "name", "own")).name()).isEqualTo("own");
    }
}
