package com.iam.state.support.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.state.api.Attribute;
import com.iam.state.api.SessionState;

class PackedTextTest {

    private static final String LONG = "abcdefghijklmnopqrstuvwxyz012345";

    /** The first two are known from short messages (GSM 03.38). */
    @ParameterizedTest
    @CsvSource({"hello, e8329bfd06", "hellohello, e8329bfd4697d9ec37", "a, 61", "aaaaaaaa, e170381c0e87c3", "aaaaaaa, e170381c0e8701"})
    void charactersLieOneAfterTheOther(String text, String packed) {
        assertThat(HexFormat.of().formatHex(PackedText.pack(text.getBytes(US_ASCII)))).isEqualTo(packed);
        assertThat(PackedText.unpack(HexFormat.of().parseHex(packed))).contains(text);
    }

    @Test
    void everyLengthAndCharacterComesBack() {
        Random random = new Random(11);
        for (int length = 0; length < 2_000; length++) {
            String text = random.ints(length, 1, 0x80).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            byte[] packed = PackedText.pack(text.getBytes(US_ASCII));

            assertThat(packed).hasSize(PackedText.length(length));
            assertThat(PackedText.unpack(packed)).contains(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "e1f0", "00", "6100", "61000000000000", "e170381c0e8701" + "00", "0070381c0e87c3",
        "e170381c0e8701" + "e170381c0e8781" + "80"})
    void whatIsNotWrittenLikeThisIsNotRead(String packed) {
        assertThat(PackedText.unpack(HexFormat.of().parseHex(packed))).isEmpty();
    }

    @Test
    void aLongTextOfAsciiIsWrittenLikeThis() throws Exception {
        SessionState state = SessionState.EMPTY.with("x", LONG);

        byte[] encoded = StateCodec.encode(state);

        assertThat(encoded).isEqualTo(StateCodecTest.withAttribute("d9ea67" + "581c"
                + HexFormat.of().formatHex(PackedText.pack(LONG.getBytes(US_ASCII)))));
        assertThat(StateCodec.decode(encoded)).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcdefghijklmnopqrstuvwxyz01234", LONG + "é", LONG + "\u0000", "\u0000" + LONG, LONG + "😀"})
    void whatIsShortOrNotOfAsciiIsWrittenAsItIs(String text) throws Exception {
        SessionState state = SessionState.EMPTY.with("x", text);

        byte[] encoded = StateCodec.encode(state);

        assertThat(encoded[8] >> 5 & 7).as("the type of the attribute").isEqualTo(CborHead.TEXT);
        assertThat(StateCodec.decode(encoded)).isEqualTo(state);
    }

    /** As releases before may have written it. */
    @Test
    void aLongTextThatIsNotPackedIsReadAsWell() throws Exception {
        byte[] plain = StateCodecTest.withAttribute("7820" + HexFormat.of().formatHex(LONG.getBytes(US_ASCII)));

        assertThat(StateCodec.decode(plain)).isEqualTo(SessionState.EMPTY.with("x", LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d9ea67" + "4180", "d9ea67" + "6161", "d9ea67" + "5f4161ff", "d9ea67" + "01"})
    void anythingElseUnderItsTagIsKeptAsItIs(String item) throws Exception {
        SessionState state = StateCodec.decode(StateCodecTest.withAttribute(item));

        assertThat(state.attributes().get("x")).isInstanceOf(Attribute.Unknown.class);
        assertThat(StateCodec.encode(state)).isEqualTo(StateCodecTest.withAttribute(item));
    }
}
