package com.iam.state.support.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.state.api.Attribute;
import com.iam.state.api.Bytes;
import com.iam.state.api.SessionState;

class StateCodecTest {

    private static final Attribute UNKNOWN = new Attribute.Unknown(Bytes.copyOf(hex("d9ea61820a9f01ff")));

    static List<Attribute> everyType() {
        return List.of(
                Attribute.of(""), Attribute.of("plain"), Attribute.of("Zoë 😀 \u0000\uffff"), Attribute.of("x".repeat(70_000)),
                Attribute.of("x".repeat(31)), Attribute.of("x".repeat(32)), Attribute.of("x".repeat(33)), Attribute.of("x".repeat(39)),
                Attribute.of("x".repeat(291)), Attribute.of("x".repeat(292)), Attribute.of("\u0000" + "x".repeat(99)), Attribute.of("Zoë".repeat(20)),
                Attribute.of(true), Attribute.of(false),
                Attribute.of(0), Attribute.of(23), Attribute.of(24), Attribute.of(255), Attribute.of(256), Attribute.of(65_536),
                Attribute.of(1L << 32), Attribute.of(Long.MAX_VALUE), Attribute.of(-1), Attribute.of(Long.MIN_VALUE),
                decimal("0"), decimal("1.0"), decimal("1.00"), decimal("-273.15"), decimal("1E+100"),
                decimal("18446744073709551615"), decimal("18446744073709551616"), decimal("-18446744073709551616"),
                decimal("-18446744073709551617"), decimal("-1234567890123456789012345678901234567890.12"),
                Attribute.of(new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE)),
                Attribute.of(new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE)),
                Attribute.of(Instant.EPOCH), Attribute.of(Instant.MIN), Attribute.of(Instant.MAX),
                Attribute.of(Instant.parse("2026-02-28T23:59:59.123456789Z")),
                Attribute.of(Instant.parse("1969-12-31T23:59:59.999999999Z")),
                Attribute.of(new byte[0]), Attribute.of(new byte[300]),
                new Attribute.Sequence(List.of()), new Attribute.Sequence(List.of(Attribute.of(1), Attribute.of("b"), UNKNOWN)),
                new Attribute.Structure(Map.of()),
                new Attribute.Structure(Map.of("", Attribute.of(1), "in", new Attribute.Structure(Map.of("u", UNKNOWN)))),
                UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void whatIsEncodedIsReadBack(Attribute attribute) throws Exception {
        SessionState state = SessionState.EMPTY.with("name", attribute);

        assertThat(StateCodec.decode(StateCodec.encode(state))).isEqualTo(state);
    }

    @Test
    void aWholeStateIsReadBackInItsOrder() throws Exception {
        SessionState state = everything();

        SessionState decoded = StateCodec.decode(StateCodec.encode(state));

        assertThat(decoded).isEqualTo(state);
        assertThat(decoded.attributes().keySet()).containsExactlyElementsOf(state.attributes().keySet());
    }

    @Test
    void formatOneIsPinned() {
        SessionState state = SessionState.EMPTY.withSubject("ada")
                .with("t", "x").with("b", true).with("i", -500).with("d", decimal("273.15"))
                .with("m", Instant.ofEpochSecond(1, 5)).with("y", Attribute.of(new byte[] {1, 2}))
                .with("l", new Attribute.Sequence(List.of(Attribute.of(1))))
                .with("s", new Attribute.Structure(Map.of("k", Attribute.of(2)))).with("p", "a".repeat(32));

        assertThat(HexFormat.of().formatHex(StateCodec.encode(state))).isEqualTo("a3" + "617601" + "617363616461" + "6161a9"
                + "61746178" + "6162f5" + "61693901f3" + "6164c48221196ab3" + "616dd903e9a201012805" + "6179420102"
                + "616c8101" + "6173a1616b02" + "6170d9ea67581c" + "e170381c0e87c3".repeat(4));
    }

    @Test
    void anActorIsOneFieldMoreOfFormatOne() throws Exception {
        SessionState state = SessionState.EMPTY.withSubject("ada").withActor("bob").with("b", true);
        String pinned = "a4" + "617601" + "617363616461" + "616263626f62" + "6161a1" + "6162f5";

        assertThat(HexFormat.of().formatHex(StateCodec.encode(state))).isEqualTo(pinned);
        assertThat(StateCodec.decode(hex(pinned))).isEqualTo(state);
    }

    @Test
    void anActorWithoutASubjectIsMalformed() {
        assertThatThrownBy(() -> StateCodec.decode(hex("a3" + "617601" + "616263626f62" + "6161a0")))
                .isInstanceOf(MalformedStateException.class);
    }

    /** The examples of RFC 8949, appendix A. */
    @ParameterizedTest
    @CsvFileSource(resources = "/com/iam/state/support/codec/rfc8949-appendix-a.csv", numLinesToSkip = 1)
    void theExamplesOfTheRfcAreReadOrKept(String item, String type) throws Exception {
        Attribute attribute = StateCodec.decode(withAttribute(item)).attributes().get("x");

        assertThat(attribute.getClass().getSimpleName()).isEqualTo(type);
        assertThat(StateCodec.encode(SessionState.EMPTY.with("x", attribute))).isEqualTo(withAttribute(item));
    }

    /** Well-formed, but not in the form that this release writes. */
    @ParameterizedTest
    @ValueSource(strings = {
        "c483010203", "c482c00102", "c4a10102", "c482f9000001", "c4821b7fffffffffffffff01", "c4823b7fffffffffffffff01",
        "c48201c25f4101ff", "c4821a8000000101",
        "d903e9a10101", "d903e9a1612001", "d903e9a228000101", "d903e9a20101281a3b9aca00", "d903e9a201012820",
        "d903e9a2011b7fffffffffffffff2800", "d903e9a201fb3ff00000000000002800",
        "a10102", "a26161010203", "bf616101ff", "a17f6161ff01"})
    void otherFormsAreKeptAsTheyAre(String item) throws Exception {
        SessionState state = StateCodec.decode(withAttribute(item));

        assertThat(state.attributes().get("x")).isEqualTo(new Attribute.Unknown(Bytes.copyOf(hex(item))));
        assertThat(StateCodec.encode(state)).isEqualTo(withAttribute(item));
    }

    @Test
    void aLongHeadMeansTheSameAsAShortOne() throws Exception {
        assertThat(StateCodec.decode(withAttribute("1b0000000000000001")))
                .isEqualTo(SessionState.EMPTY.with("x", 1));
    }

    @Test
    void theNextFormatIsReadAndOneBeyondIsNot() throws Exception {
        assertThat(StateCodec.decode(hex("a2" + "617602" + "6161a0"))).isEqualTo(SessionState.EMPTY);
        assertThatThrownBy(() -> StateCodec.decode(hex("a2" + "617603" + "6161a0"))).isInstanceOf(NewerFormatException.class);
        assertThatThrownBy(() -> StateCodec.decode(hex("a1" + "61761bffffffffffffffff")))
                .isInstanceOf(NewerFormatException.class);
    }

    @Test
    void unknownFieldsOfTheOuterMapArePassedOver() throws Exception {
        assertThat(StateCodec.decode(hex("a4" + "617601" + "617a9fc101ff" + "6161a0" + "60f6")))
                .isEqualTo(SessionState.EMPTY);
    }

    @Test
    void whatCouldNotBeReadBackIsNotWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> encode(Attribute.of("\ud800")));
        assertThatIllegalArgumentException().isThrownBy(() -> encode(new Attribute.Unknown(Bytes.copyOf(hex("8301")))));
        assertThatIllegalArgumentException().isThrownBy(() -> encode(new Attribute.Unknown(Bytes.copyOf(hex("0101")))));
        assertThatIllegalArgumentException().isThrownBy(() -> encode(new Attribute.Unknown(Bytes.copyOf(new byte[0]))));
        assertThatIllegalArgumentException().isThrownBy(() -> encode(nested(31, Attribute.of(1))));
        assertThatIllegalArgumentException().isThrownBy(() -> encode(nested(30, decimal("1"))));
        assertThatIllegalArgumentException().isThrownBy(() -> encode(nested(100_000, Attribute.of(1))));
    }

    @Test
    void thirtyTwoItemsMayLieInEachOther() throws Exception {
        SessionState state = SessionState.EMPTY.with("x", nested(30, Attribute.of(1)))
                .with("y", nested(30, Attribute.of("too deep to be packed".repeat(2))))
                .with("z", nested(29, Attribute.of("deep, and packed".repeat(2))));

        assertThat(StateCodec.decode(StateCodec.encode(state))).isEqualTo(state);
    }

    private static byte[] encode(Attribute attribute) {
        return StateCodec.encode(SessionState.EMPTY.with("x", attribute));
    }

    private static Attribute nested(int depth, Attribute innermost) {
        Attribute attribute = innermost;
        for (int i = 0; i < depth; i++) {
            attribute = new Attribute.Sequence(List.of(attribute));
        }
        return attribute;
    }

    static SessionState everything() {
        SessionState state = SessionState.EMPTY.withSubject("ada");
        for (Attribute attribute : everyType()) {
            state = state.with("name" + state.attributes().size(), attribute);
        }
        return state;
    }

    private static Attribute decimal(String value) {
        return Attribute.of(new BigDecimal(value));
    }

    static byte[] withAttribute(String item) {
        return hex("a2" + "617601" + "6161a16178" + item);
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
