package com.iam.transactionapproval.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.web.ProblemException;

class PlainTextTest {

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> PlainText.required("value1", text, 200)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x0A, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x180F, 0x200B, 0x200E, 0x2028,
        0x202E, 0x2060, 0x2800, 0x3164, 0xE000, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0x13441, 0x1BCA0, 0x1D159, 0x1D173,
        0xE0020, 0xE0100, 0xE01EF})
    void whatCannotBeSeenIsRefusedAloneAndAmongOthers(int c) {
        assertRefused(Character.toString(c));
        assertRefused("CHF 1" + Character.toString(c) + "00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\u202f\u3000", "\u200d", " \u200c "})
    void whatIsForBetweenOthersIsNothingByItself(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHF 1\u2019250.00", "1\u202f250,00\u00a0\u20ac", "Zo\u00eb", "Zoe\u0308",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0915\u094d\u200d\u0937", "\u91d1\u984d", "\ud55c\uae00", "\u283f",
        "\ud83c\udf81"})
    void whatPeopleWriteIsTaken(String text) {
        assertThat(PlainText.required("value1", text, 200)).isEqualTo(text);
    }
}
