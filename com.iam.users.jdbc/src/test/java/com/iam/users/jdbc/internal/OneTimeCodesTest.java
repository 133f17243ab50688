package com.iam.users.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;

import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class OneTimeCodesTest {

    /** RFC 6238, appendix B. */
    private static final String SECRET = Base32.toBase32String("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
    private static final Instant NOW = Instant.ofEpochSecond(59);

    /** Its codes have eight digits; a shorter code is the end of a longer one (RFC 4226, section 5.3). */
    @ParameterizedTest
    @CsvFileSource(resources = "totp-vectors.csv", useHeadersInDisplayName = true)
    void theVectorsOfTheStandardAreMet(long second, String code) {
        Instant at = Instant.ofEpochSecond(second);

        assertThat(OneTimeCodes.stepOf(SECRET, code.substring(2), at)).hasValue(OneTimeCodes.stepAt(at));
    }

    @Test
    void theStepsBeforeAndAfterCountAndNoOthers() {
        long step = OneTimeCodes.stepAt(NOW);

        assertThat(OneTimeCodes.stepOf(SECRET, OneTimeCodes.code(SECRET, step - 1), NOW)).hasValue(step - 1);
        assertThat(OneTimeCodes.stepOf(SECRET, OneTimeCodes.code(SECRET, step + 1), NOW)).hasValue(step + 1);
        assertThat(OneTimeCodes.stepOf(SECRET, OneTimeCodes.code(SECRET, step - 2), NOW)).isEqualTo(OptionalLong.empty());
        assertThat(OneTimeCodes.stepOf(SECRET, OneTimeCodes.code(SECRET, step + 2), NOW)).isEqualTo(OptionalLong.empty());
    }

    @Test
    void whatIsNoCodeIsWrong() {
        for (String code : new String[] {"", "28708", "2870822", " 287082", "\u0662\u0668\u0667\u0660\u0668\u0662", "no code"}) {
            assertThat(OneTimeCodes.stepOf(SECRET, code, NOW)).as(code).isEqualTo(OptionalLong.empty());
        }
    }

    @Test
    void withASecretThatIsNoneNoCodeIsRight() {
        for (String secret : new String[] {"", "gezdgnbv", "GEZD GNBV", "GEZDGNB1", "GEZ"}) {
            assertThat(OneTimeCodes.stepOf(secret, "000000", NOW)).as(secret).isEqualTo(OptionalLong.empty());
        }
    }

    @Test
    void aSecretHas160RandomBitsAndNoPadding() {
        SecureRandom random = new SecureRandom();

        assertThat(OneTimeCodes.newSecret(random)).matches("[A-Z2-7]{32}").isNotEqualTo(OneTimeCodes.newSecret(random));
    }
}
