package com.iam.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CfgParserTest {

    @Test
    void keysAndValuesAreReadAsPropertiesAre() throws MalformedFileException {
        assertThat(CfgParser.parse("# c\r\na = 1\nb: two \\\n   lines\n! c\nc=C:\\\\iam\\u00e4\n\nd="))
                .containsOnly(java.util.Map.entry("a", "1"), java.util.Map.entry("b", "two lines"),
                        java.util.Map.entry("c", "C:\\iam\u00e4"), java.util.Map.entry("d", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a=1\\na=2 | line 2 | which line 1 has already", "a=1\\nA=2 | line 2 | other capital letters",
        "a=\"1\" | line 1 | with quotes",
        "<<<<<<< HEAD\\na=1 | line 1 | conflict", "a=1\\n======= | line 2 | conflict", "=1 | line 1 | without a key",
        "a=1\\nb=\\\\u12 | line 2 | four hexadecimal"})
    void whatIsWrongIsRefusedWithItsLine(String text, String place, String reason) {
        String lines = text.replace("\\n", "\n").replace("\\\\", "\\");
        assertThatExceptionOfType(MalformedFileException.class).isThrownBy(() -> CfgParser.parse(lines))
                .withMessageContaining(reason).satisfies(e -> assertThat(e.place()).isEqualTo(place));
    }
}
