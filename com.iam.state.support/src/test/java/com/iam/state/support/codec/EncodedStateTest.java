package com.iam.state.support.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Attribute;
import com.iam.state.api.SessionState;

/** What is copied from the state before is what would have been encoded. */
class EncodedStateTest {

    private static final int STEPS = 2_000;

    private final Random random = new Random(17);

    @Test
    void whateverIsChangedTheBytesAreThoseOfTheWholeState() throws Exception {
        List<Attribute> values = StateCodecTest.everyType().stream().filter(each -> StateSize.of("n", each) < 1000).toList();
        SessionState state = SessionState.EMPTY;
        EncodedState last = EncodedState.NONE;
        for (int i = 0; i < STEPS; i++) {
            state = changed(state, values);
            if (random.nextInt(4) > 0) {
                last = StateCodec.encode(state, last);
                assertThat(last.bytes()).isEqualTo(StateCodec.encode(state));
                assertThat(last.state()).isSameAs(state);
                assertThat(last.heap()).isEqualTo(StateCodec.encode(state, EncodedState.NONE).heap());
            } else {
                // As if another instance had it meanwhile.
                last = StateCodec.read(StateCodec.encode(state));
                assertThat(last.state()).isEqualTo(state);
                state = last.state();
            }
        }
    }

    private SessionState changed(SessionState state, List<Attribute> values) {
        String name = "n" + random.nextInt(12);
        return switch (random.nextInt(6)) {
            case 0 -> state.without(name);
            case 1 -> state.withSubject(name);
            // The same value elsewhere, and at the end instead of where it was.
            case 2 -> state.attributes().isEmpty() ? state
                    : state.with(name, new ArrayList<>(state.attributes().values()).get(random.nextInt(state.attributes().size())));
            case 3 -> state.attributes().containsKey(name)
                    ? state.without(name).with(name, state.attributes().get(name)) : state;
            default -> state.with(name, values.get(random.nextInt(values.size())));
        };
    }

    @Test
    void whatStaysTheSameIsCopied() {
        byte[] marked = StateCodec.encode(SessionState.EMPTY.with("kept", "as it is").with("other", 1));
        String place = "as it is";
        int at = new String(marked, StandardCharsets.ISO_8859_1).indexOf(place);
        marked[at] = 'A';
        SessionState state = SessionState.EMPTY.with("kept", place).with("other", 1);
        EncodedState before = new EncodedState(state, marked, bounds(state), new int[3]);

        EncodedState next = StateCodec.encode(state.with("other", 2), before);

        assertThat(next.bytes()).as("the marked bytes").contains((byte) 'A');
        assertThat(StateCodec.encode(state.with("kept", "as it is "), before).bytes()).as("encoded anew").doesNotContain((byte) 'A');
    }

    private static int[] bounds(SessionState state) {
        int first = (int) StateSize.withoutAttributes(state);
        int second = first + (int) StateSize.of("kept", state.attributes().get("kept"));
        return new int[] {first, second, second + (int) StateSize.of("other", state.attributes().get("other"))};
    }

    @Test
    void aLongHeadThatWasReadIsStillReadable() throws Exception {
        EncodedState before = StateCodec.read(StateCodecTest.withAttribute("1b0000000000000001"));

        SessionState next = before.state().with("y", 2);

        assertThat(StateCodec.decode(StateCodec.encode(next, before).bytes())).isEqualTo(next);
    }

    @Test
    void whatIsNewIsExaminedAsEver() {
        EncodedState before = StateCodec.encode(SessionState.EMPTY.with("x", 1), EncodedState.NONE);
        Attribute deep = Attribute.of(1);
        for (int i = 0; i < CborReader.MAX_DEPTH; i++) {
            deep = new Attribute.Sequence(List.of(deep));
        }
        SessionState tooDeep = before.state().with("y", deep);

        assertThatIllegalArgumentException().isThrownBy(() -> StateCodec.encode(tooDeep, before));
        assertThatIllegalArgumentException().isThrownBy(() -> StateCodec.encode(before.state().with("y", "\ud800"), before));
    }

    /** Compressed pointers: an object takes 16 or 24 bytes, an element of a list 4. */
    @Test
    void whatItTakesOfTheHeapIsNotFarFromWhatItSays() {
        int number = 5_000;
        SessionState texts = SessionState.EMPTY;
        for (int i = 0; i < 20; i++) {
            texts = texts.with("attribute" + i, "x".repeat(100));
        }

        assertThat(encoded(new Attribute.Sequence(Collections.nCopies(number, Attribute.of(1)))).heap()).isGreaterThan(28 * number);
        assertThat(encoded(new Attribute.Sequence(Collections.nCopies(number, Attribute.of("")))).heap()).isGreaterThan(36 * number);
        for (int length : new int[] {8, 16, 31, 32, 100}) {
            // Two arrays, which begin with 16 bytes, a text, an attribute, a place in the list; and the encoded form.
            int heap = 16 + length + 24 + 16 + 4 + length;
            assertThat(encoded(new Attribute.Sequence(Collections.nCopies(number, Attribute.of("x".repeat(length))))).heap())
                    .isBetween(number * heap * 9 / 10, number * heap * 3 / 2);
        }
        EncodedState usual = StateCodec.encode(texts, EncodedState.NONE);
        assertThat(usual.heap()).isBetween(3 * usual.bytes().length, 5 * usual.bytes().length);
        assertThat(readAgain(usual).heap()).isEqualTo(usual.heap());
    }

    private static EncodedState readAgain(EncodedState encoded) {
        try {
            return StateCodec.read(encoded.bytes());
        } catch (MalformedStateException e) {
            throw new AssertionError(e);
        }
    }

    private static EncodedState encoded(Attribute attribute) {
        return StateCodec.encode(SessionState.EMPTY.with("a", attribute), EncodedState.NONE);
    }
}
