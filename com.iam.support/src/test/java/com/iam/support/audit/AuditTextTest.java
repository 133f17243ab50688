package com.iam.support.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTextTest {

    @Test
    void whatIsQuotedIsOneField() {
        assertThat(AuditText.quoted("a\" b=\"c\\\n")).isEqualTo("\"a\\\" b=\\\"c\\\\\\n\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7F, 0x85, 0x9B, 0x202E, 0x2028, 0x2029, 0xD800, 0xE0001})
    void whatCouldEndALineOrTurnItAroundIsEscaped(int character) {
        String escaped = new String(Character.toChars(character)).chars().mapToObj(unit -> String.format("\\u%04X", unit))
                .collect(Collectors.joining());
        assertThat(AuditText.quoted("a" + Character.toString(character) + "é")).isEqualTo("\"a" + escaped + "é\"");
    }

    @Test
    void whatIsTooLongIsCut() {
        assertThat(AuditText.quoted("abcd", 4)).isEqualTo("\"abcd\"");
        assertThat(AuditText.quoted("abcde", 4)).isEqualTo("\"abcd\"...");
        assertThat(AuditText.quoted("abc\"e", 4)).isEqualTo("\"abc\\\"\"...");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "2001:db8::1", "[::1]", "fe80::1%eth0", "proxy-1.example.org"})
    void anAddressIsItself(String address) {
        assertThat(AuditText.address(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.1 subject=", "10.0.0.1, 10.0.0.2"})
    void whatIsNoAddressIsQuoted(String text) {
        assertThat(AuditText.address(text)).isEqualTo("\"" + text + "\"");
    }
}
