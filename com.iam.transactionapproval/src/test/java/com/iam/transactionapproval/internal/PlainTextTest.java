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
    @ValueSource(strings = {"CHF 1\u0338000", "a\u0335", "1\u20dd", "a\u20d2", "\u0489", "a\u0489", "\u0301",
        " \u0301a", "1\u0301", "a\u0301\u0302\u0303\u0304", "-\u0332", "a\ud834\udd65", "a\u20e3", "e\u1abe"})
    void whatStrikesThroughOrLeavesItsLineIsRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u200d\u200db", "a\u200c b", "1\u200d2", "\u200da", "a\u200d", "a   b", "a\u2003\u2003\u2003b"})
    void joinersAndSpacesThatJoinAndPartNothingAreRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12-34 \u05d0 56-78 \u05d1 90", "\u05d0 1", "1 \u0627", "Pay 5 to \u05d3\u05df",
        "\u0661\u0662 \u0663",
        "\u0661\u0662-\u0663", "\u0661 2", "1 \u0967", "\u0661 \u00b2", "\ud83a\udd50 \u05d0", "\u05d0 \u2167"})
    void numbersThatAScreenMovesAreRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHF 1\u2019250.00", "1\u202f250,00\u00a0\u20ac", "Zo\u00eb", "Zoe\u0308",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0915\u094d\u200d\u0937", "\u91d1\u984d", "\ud55c\uae00", "\u283f",
        "\ud83c\udf81", "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd",
        "\u0661\u066c\u0662\u0665\u0660", "\u09b0\u200d\u09cd\u09af",
        "a\u0302\u0301", "\u0e19\u0e49\u0e33", "12-34 56-78", "x\u00b2 = 4", "A  B"})
    void whatPeopleWriteIsTaken(String text) {
        assertThat(PlainText.required("value1", text, 200)).isEqualTo(text);
    }
}
