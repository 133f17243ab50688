package com.iam.state.support.codec;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.state.api.SessionState;

class HostileInputTest {

    private static final byte[] VALID = StateCodec.encode(StateCodecTest.everything().without("name3"));

    @Test
    void aStateThatIsCutOffAnywhereIsRefused() {
        for (int length = 0; length < VALID.length; length++) {
            assertRefused(Arrays.copyOf(VALID, length));
        }
    }

    @Test
    void bytesAfterTheEndAreRefused() {
        assertRefused(Arrays.copyOf(VALID, VALID.length + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        // not the outer map
        "", "00", "f6", "80", "a0", "bf617601ff", "a16161a0", "a2" + "6161a0" + "617601",
        // no format
        "a2" + "617600" + "6161a0", "a2" + "617620" + "6161a0", "a2" + "61766131" + "6161a0", "a2" + "6176f93c00" + "6161a0",
        // fields that are missing, twice, or of a wrong type
        "a1" + "617601", "a2" + "617601" + "616180", "a2" + "617601" + "6161bfff", "a3" + "617601" + "617301" + "6161a0",
        "a3" + "617601" + "617601" + "6161a0", "a3" + "617601" + "6161a0" + "6161a0",
        "a4" + "617601" + "61736161" + "61736161" + "6161a0", "a4" + "617601" + "617a00" + "617a00" + "6161a0",
        "a3" + "617601" + "00f6" + "6161a0", "a2" + "617601" + "6161a10102",
        // a name twice, also deeper down
        "a2" + "617601" + "6161a2617801617802", "a2" + "617601" + "6161a16178a2617801617802",
        // not UTF-8: a name, a subject, a value
        "a2" + "617601" + "6161a161ff01", "a3" + "617601" + "617361c0" + "6161a0", "a2" + "617601" + "6161a1617863eda080"})
    void whatIsNotAStateIsRefused(String encoded) {
        assertRefused(StateCodecTest.hex(encoded));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        // reserved, or out of place (RFC 8949, appendix F)
        "1c", "1d", "1e", "3c", "5c", "7c", "9c", "bc", "dc", "fc", "f800", "f81f", "1f", "3f", "df00", "ff", "81ff",
        "8200ff", "a1ff", "a100ff", "bf00ff", "bf000000ff", "9f81ff", "5f00ff", "5f6100ff", "7f4100ff", "5f5f4100ffff", "9f00",
        // lengths that nobody has
        "5bffffffffffffffff", "7bffffffffffffffff", "9bffffffffffffffff", "bbffffffffffffffff", "5b7fffffffffffffff",
        "7a7fffffff", "9a7fffffff", "ba7fffffff", "ba80000000", "9b8000000000000000", "bb8000000000000001", "bb4000000000000000",
        "5affffffff", "d9", "da000000", "db00000000000000", "c4829b7fffffffffffffff", "5f5b7fffffffffffffffff"})
    void whatIsNotCborIsRefused(String item) {
        assertRefused(StateCodecTest.withAttribute(item));
    }

    @Test
    void endlessNestingIsRefused() {
        for (String opening : new String[] {"81", "9f", "a100", "bf00", "c1", "a16161", "d903e9"}) {
            assertRefused(StateCodecTest.withAttribute(opening.repeat(200_000) + "00"));
        }
    }

    @Test
    void randomBytesNeverCauseAnythingButARefusal() {
        Random random = new Random(8949);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            decodeOrRefuse(bytes);
            byte[] item = new byte[8 + bytes.length];
            System.arraycopy(StateCodecTest.hex("a26176016161a160"), 0, item, 0, 8);
            System.arraycopy(bytes, 0, item, 8, bytes.length);
            decodeOrRefuse(item);
        }
    }

    @Test
    void changedBytesNeverCauseAnythingButARefusal() {
        Random random = new Random(9581);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = VALID.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            decodeOrRefuse(bytes);
        }
    }

    private static void assertRefused(byte[] encoded) {
        assertThatThrownBy(() -> StateCodec.decode(encoded)).isExactlyInstanceOf(MalformedStateException.class);
    }

    /** What is accepted is one well-formed item, and can be written again. */
    private static void decodeOrRefuse(byte[] encoded) {
        try {
            SessionState state = StateCodec.decode(encoded);
            assertThatCode(() -> new CborReader(encoded).checkWellFormed()).doesNotThrowAnyException();
            StateCodec.encode(state);
        } catch (MalformedStateException e) {
            // Any other exception fails the test.
        }
    }
}
