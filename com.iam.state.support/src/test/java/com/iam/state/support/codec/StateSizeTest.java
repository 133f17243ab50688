package com.iam.state.support.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.iam.state.api.Attribute;
import com.iam.state.api.SessionState;

class StateSizeTest {

    @ParameterizedTest
    @MethodSource("com.iam.state.support.codec.StateCodecTest#everyType")
    void theSizeIsThatOfTheEncodedState(Attribute attribute) {
        for (SessionState state : List.of(SessionState.EMPTY.with("name", attribute),
                SessionState.EMPTY.withSubject("Zoë").with("a", attribute).with("ß".repeat(300), attribute),
                SessionState.EMPTY.withSubject("Zoë").withActor("ß".repeat(300)).with("a", attribute))) {
            assertThat(StateSize.of(state)).isEqualTo(StateCodec.encode(state).length);
        }
    }

    @ParameterizedTest
    @MethodSource("com.iam.state.support.codec.StateCodecTest#everyType")
    void theRoomIsNoLessThanTheSizeHoweverTheStateCameAbout(Attribute attribute) {
        for (String name : List.of("", "name", "ß".repeat(300), "\u20ac\ud83d\udc4b")) {
            SessionState state = SessionState.EMPTY.with("gone", attribute).with(name, attribute).with("n", "before")
                    .with("n", name).without("gone");

            assertThat(state.room())
                    .isGreaterThanOrEqualTo(StateSize.of(name, attribute) + StateSize.of("n", Attribute.of(name)))
                    .isEqualTo(new SessionState(state.subject(), state.actor(), Map.copyOf(state.attributes())).room());
        }
    }

    @Test
    void theSizeOfManyAttributesIsThatOfTheEncodedState() {
        SessionState state = SessionState.EMPTY;
        for (int i = 0; i < 300; i++) {
            assertThat(StateSize.of(state)).isEqualTo(StateCodec.encode(state).length);
            state = state.with("name" + i, i);
        }
    }

    @Test
    void whatIsNestedDeepHasItsSizeAndTooDeepIsRefused() {
        Attribute nested = Attribute.of("in");
        for (int depth = 0; depth < CborReader.MAX_DEPTH - 2; depth++) {
            nested = new Attribute.Sequence(List.of(nested));
            SessionState state = SessionState.EMPTY.with("n", nested);
            assertThat(StateSize.of(state)).isEqualTo(StateCodec.encode(state).length);
        }
        Attribute tooDeep = new Attribute.Sequence(List.of(nested));

        assertThatIllegalArgumentException().isThrownBy(() -> StateSize.of("n", tooDeep));
    }

    @Test
    void aLoneSurrogateIsRefused() {
        for (String text : List.of("\ud83d", "a\udc4b", "\ud83d\ud83d\udc4b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> StateSize.of("n", Attribute.of(text)));
            assertThatIllegalArgumentException().isThrownBy(() -> StateSize.of(SessionState.EMPTY.withSubject(text)));
        }
    }
}
