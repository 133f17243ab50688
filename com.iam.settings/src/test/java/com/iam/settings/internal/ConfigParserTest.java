package com.iam.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigParserTest {

    private static Map<String, Object> parse(String text) throws MalformedFileException {
        return ConfigParser.parse(FileText.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Stream<Arguments> right() {
        return Stream.of(
                Arguments.of("k=\"v\"", "v"), Arguments.of("k = \"v\" ", "v"),
                Arguments.of("# c\r\n\r\nk=\"v\"\r\n", "v"),
                Arguments.of("k=\"v\"\r# c\r", "v"), Arguments.of("\uFEFFk=\"v\"\n", "v"),
                Arguments.of("k=\"v\" # why", "v"),
                Arguments.of("\tk\t=\t\"v\"", "v"), Arguments.of("k=\"\"", ""), Arguments.of("k=\" v \"", " v "),
                Arguments.of("k=\"(a\\=b)\"", "(a=b)"), Arguments.of("k=\"(a=b)\"", "(a=b)"),
                Arguments.of("k=\"a\\\\b\"", "a\\b"),
                Arguments.of("k=\"a\\\"b\"", "a\"b"),
                Arguments.of("k=\"${x}$[env:X;default\\=1]\"", "${x}$[env:X;default=1]"),
                Arguments.of("k=\"\u00e4\\u00e4\u20ac\"", "\u00e4\u00e4\u20ac"), Arguments.of("k=\"a\\\n   b\"", "ab"),
                Arguments.of("k=\"# no comment\"", "# no comment"), Arguments.of("k=T\"v\"", "v"),
                Arguments.of("k=L\"5\"", 5L),
                Arguments.of("k=I\"5\"", 5), Arguments.of("k=B\"true\"", true), Arguments.of("k=d\"1.5\"", 1.5),
                Arguments.of("k=[\"a\",\"b\"]", new String[] {"a", "b"}),
                Arguments.of("k=[ \\\r\n  \"a\", \\\r\n  \"b\", \\\r\n  ]", new String[] {"a", "b"}),
                Arguments.of("k=[\n  \"a\",\n  # c\n  \"b\"\n]", new String[] {"a", "b"}),
                Arguments.of("k=[]", new String[0]),
                Arguments.of("k=i[\"1\",\"2\"]", new int[] {1, 2}), Arguments.of("k=(\"a\",\"b\")", List.of("a", "b")));
    }

    @ParameterizedTest
    @MethodSource("right")
    void whatIsRightIsRead(String text, Object value) throws MalformedFileException {
        assertThat(parse(text)).containsOnlyKeys("k");
        assertThat(parse(text).get("k")).isEqualTo(value);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("a=\"1\"\nk=v", "line 2", "value of k without quotes"),
                Arguments.of("k=\"v\na=\"1\"", "line 1", "quote is not closed"),
                Arguments.of("k=v\"", "line 1", "without its first quote"),
                Arguments.of("k=\"v\"x", "line 1", "more after the value of k"),
                Arguments.of("k=\"a\"b\"", "line 1", "more after"), Arguments.of("k=", "line 1", "without quotes"),
                Arguments.of("k", "line 1", "is no setting"), Arguments.of("=\"v\"", "line 1", "a value without a key"),
                Arguments.of("redisUri=\"a\"\nredisURI=\"b\"", "line 2",
                        "redisURI, which line 1 has already with other capital letters"),
                Arguments.of("k=\"1\"\n\nk=\"1\"", "line 3", "the key k, which line 1 has already"),
                Arguments.of("k=\"1\"\n<<<<<<< HEAD\nk=\"2\"", "line 2", "conflict"),
                Arguments.of("=======\n", "line 1", "conflict"),
                Arguments.of(">>>>>>> b\n", "line 1", "conflict"), Arguments.of("||||||| base", "line 1", "conflict"),
                Arguments.of("<?xml version=\"1.0\"?>", "line 1", "a key with other characters"),
                Arguments.of("a b=\"1\"", "line 1", "a key with other characters"),
                Arguments.of("\u200Bk=\"1\"", "line 1", "other characters"),
                Arguments.of("k=\u201Cv\u201D", "line 1", "without quotes"),
                Arguments.of("k=[\"a\" \"b\"]", "line 1", "goes wrong on line 1"),
                Arguments.of("k=[\"a\",\nb=\"1\"", "line 1", "a list, k, that goes wrong on line 2"),
                Arguments.of("k=[\"a\"", "line 1", "goes wrong"),
                Arguments.of("k=Z\"1\"", "line 1", "type that is not known"),
                Arguments.of("k=L\"one\"", "line 1", "does not fit its type"),
                Arguments.of("k=\"C:\\iam\"", "line 1", "write \\\\ for \\"),
                Arguments.of("k=\"\\u12\"", "line 1", "four hexadecimal"),
                Arguments.of("k=\"a\0b\"", "line 1", "U+0000"),
                Arguments.of("{\"k\": \"v\"}", "line 1", "is no setting"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsRefusedWithItsLine(String text, String place, String reason) {
        assertThatExceptionOfType(MalformedFileException.class).isThrownBy(() -> parse(text))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.place()).isEqualTo(place));
    }

    @Test
    void noReasonQuotesAValue() {
        for (String text : List.of(".password=hunter2", ".password=\"hunter2", "hunter2", "hunter2 x=\"1\"",
                ".p=[hunter2]", ".p=L\"hunter2\"")) {
            assertThatExceptionOfType(MalformedFileException.class).isThrownBy(() -> parse(text))
                    .withMessageNotContaining("hunter2");
        }
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        assertThatExceptionOfType(MalformedFileException.class)
                .isThrownBy(() -> FileText.of("k=\"1\"\n# p\u00e4ss".getBytes(StandardCharsets.ISO_8859_1)))
                .withMessageContaining("is not UTF-8").satisfies(e -> assertThat(e.place()).isEqualTo("line 2"));
        assertThatExceptionOfType(MalformedFileException.class)
                .isThrownBy(() -> FileText.of("k".getBytes(StandardCharsets.UTF_16)))
                .withMessageContaining("UTF-16");
    }
}
