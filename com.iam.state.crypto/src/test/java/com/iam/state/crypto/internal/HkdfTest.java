package com.iam.state.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class HkdfTest {

    private final Hkdf hkdf = new Hkdf(new HmacSha256(Jca.PLATFORM));

    /** RFC 5869, appendix A, test cases 1 to 3. */
    @ParameterizedTest
    @CsvFileSource(resources = "rfc5869.csv", numLinesToSkip = 1)
    void theTestCasesOfTheRfcPass(String inputKey, String salt, String info, int length, String pseudorandomKey, String output) {
        byte[] extracted = hkdf.extract(hex(salt), hex(inputKey));

        assertThat(extracted).isEqualTo(hex(pseudorandomKey));
        assertThat(hkdf.expand(extracted, hex(info), length)).isEqualTo(hex(output));
    }

    @Test
    void noMoreThan255BlocksAreGiven() {
        assertThat(hkdf.expand(new byte[32], new byte[0], 255 * 32)).hasSize(255 * 32);
        assertThatIllegalArgumentException().isThrownBy(() -> hkdf.expand(new byte[32], new byte[0], 255 * 32 + 1));
    }

    @Test
    void fieldsCannotRunIntoEachOther() {
        assertThat(Fields.of("ab", "c")).isNotEqualTo(Fields.of("a", "bc")).isNotEqualTo(Fields.of("abc"));
        assertThat(Fields.of("a", "")).isNotEqualTo(Fields.of("", "a")).isNotEqualTo(Fields.of("a"));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
