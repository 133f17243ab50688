package com.iam.support.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

    @TempDir
    Path secrets;
    private Placeholders placeholders;

    @BeforeEach
    void placeholders() {
        placeholders = new Placeholders(new SecretFolder(Optional.of(secrets)),
                Map.of("HOST", "redis.example", "EMPTY", "", "NESTED", "$[env:HOST]")::get, Map.of("iam.work", "/var/iam")::get);
    }

    private Settings settings(String key, Object value) {
        return new Settings(Map.of(key, value), placeholders);
    }

    private void secret(String name, String text) throws IOException {
        Files.writeString(secrets.resolve(name), text);
    }

    @Test
    void eachKindIsReplacedAnywhereInATextAndOnce() throws IOException {
        secret("part", "from a file\n");
        assertThat(settings("k", "$[env:HOST]:$[secret:part]:$[prop:iam.work]:$[env:NONE;default=6379]").text("k"))
                .isEqualTo("redis.example:from a file:/var/iam:6379");
        assertThat(settings("k", "$[env:NESTED]").text("k")).isEqualTo("$[env:HOST]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"top$[secretpart]end", "top$[restofpassword", "$[secret:other]", "$[env:HOST", "\\$[prop:iam.work]", "${iam.work}",
        " blanks at both ends ", "p@s:s/w#o%r&d\"\\'{}[]$x \u00e4+", "\"quoted\"", "$1\\2"})
    void whatASecretBringsIsTakenAsItIs(String password) throws IOException {
        secret("pw", password);
        assertThat(settings(".password", "$[secret:pw]").text(".password")).isEqualTo(password);
        assertThat(settings("username", "$[secret:pw]").text("username")).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pw", "pw\n", "pw\r\n", "pw\n\n", "\uFEFFpw\r\n"})
    void theFrameThatAnEditorGivesAFileIsNoPartOfTheSecret(String content) throws IOException {
        secret("pw", content);
        assertThat(settings(".password", "$[secret:pw]").text(".password")).isEqualTo("pw");
    }

    @Test
    void whatStandsInTheSettingItselfIsLookedIntoForTheThreeKindsOnly() {
        assertThat(settings(".password", "top$[secretpart]end$[x:y]$[").text(".password")).isEqualTo("top$[secretpart]end$[x:y]$[");
    }

    @ParameterizedTest
    @CsvSource({
        "$[secret:missing], $[secret:missing] has no value: the file is missing in secrets/",
        "$[secret:../etc/passwd], a secret is a file in secrets/ whose name has letters",
        "$[secret:/etc/passwd], a secret is a file in secrets/ whose name has letters",
        "$[secret:], a secret is a file in secrets/ whose name has letters",
        "$[secret:blank], $[secret:blank] is empty",
        "$[secret:latin], the file in secrets/ is not text in UTF-8",
        "$[secret:large], the file in secrets/ is larger than 65536 bytes",
        "$[secret:x;default=y], which secrets have not",
        "$[env:NONE], $[env:NONE] has no value: there is no such variable of the process",
        "$[env:EMPTY], $[env:EMPTY] is empty",
        "$[prop:none], $[prop:none] has no value: there is no such property",
        "a$[secret:rest of a password, has $[secret: without the ] that belongs to it"})
    void whatHasNoValueIsRefusedWithItsReason(String value, String reason) throws IOException {
        secret("blank", " \n");
        Files.write(secrets.resolve("latin"), "p\u00e4ss".getBytes(StandardCharsets.ISO_8859_1));
        secret("large", "x".repeat(65537));

        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings(".password", value).optionalText(".password"))
                .withMessageContaining(reason).withMessageNotContaining("rest of").matches(e -> e.key().equals(".password"));
    }

    @Test
    void aSecretIsQuotedInNoMessage() throws IOException {
        secret("pw", "9LzR4secret");
        Settings settings = settings("key", "$[secret:pw]");

        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings.integer("key", 1, 2)).withMessageNotContaining("9LzR4");
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings.flag("key")).withMessageNotContaining("9LzR4");
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings.filter("key")).withMessageNotContaining("9LzR4");
        assertThat(settings.withoutSecrets("must be single, not '9LzR4secret'")).isEqualTo("must be single, not '***'");
    }

    @Test
    void whatIsShownMustNotComeFromASecret() throws IOException {
        secret("target", "(name=hidden)");
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings("target", "$[secret:target]").filter("target"))
                .withMessage("must not come from a secret: it is shown in the log and on the Adminapp");
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings("name", "$[secret:target]").name())
                .withMessageContaining("must not come from a secret");
    }

    @Test
    void listsTakeThemApartAndTogether() throws IOException {
        secret("list", "a, b\n");
        assertThat(settings("l", "$[secret:list]").texts("l")).containsExactly("a", "b");
        assertThat(settings("l", new String[] {"$[secret:list]", "$[env:HOST]"}).texts("l")).containsExactly("a, b", "redis.example");
    }

    @Test
    void theNamesOfSecretsAreFound() {
        assertThat(Placeholders.secretsIn("$[env:HOST] $[secret:a] $[secret:b/c]")).containsExactly("a", "b/c");
    }
}
