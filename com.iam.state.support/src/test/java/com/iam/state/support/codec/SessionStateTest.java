package com.iam.state.support.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Attribute;
import com.iam.state.api.SessionState;

/** The state is part of an API that has no tests of its own: it is nothing but types. */
class SessionStateTest {

    private final SessionState state = SessionState.EMPTY.with("b", 1).with("a", "x");

    @Test
    void aChangeMakesAnotherStateAndKeepsTheOrder() {
        SessionState changed = state.with("b", 2).with("c", true).without("a").withSubject("alice");

        assertThat(changed.attributes()).containsExactly(Map.entry("b", Attribute.of(2)), Map.entry("c", Attribute.of(true)));
        assertThat(state.attributes()).containsExactly(Map.entry("b", Attribute.of(1)), Map.entry("a", Attribute.of("x")));
        assertThat(state.without("none")).isEqualTo(state);
    }

    @Test
    void anActorActsForOneSubject() {
        SessionState represented = state.withSubject("alice").withActor("admin");

        assertThat(represented.actor()).contains("admin");
        assertThat(represented.with("c", 1).without("a").withSubject("alice").actor()).contains("admin");
        assertThat(represented.withSubject("bob").actor()).isEmpty();
        assertThat(represented).isNotEqualTo(state.withSubject("alice"));
        assertThat(represented.toString()).doesNotContain("alice", "admin");
        assertThatIllegalArgumentException().isThrownBy(() -> state.withActor("admin"));
    }

    /** "Aa" and "BB" have the same hash. */
    @Test
    void attributesAreFoundByTheirNames() {
        SessionState alike = SessionState.EMPTY.with("Aa", 1).with("BB", 2).with("C#", 3);

        assertThat(alike.int64("Aa")).contains(1L);
        assertThat(alike.int64("BB")).contains(2L);
        assertThat(alike.without("Aa").attributes()).containsExactly(Map.entry("BB", Attribute.of(2)), Map.entry("C#", Attribute.of(3)));
        assertThat(alike.with("BB", 4).attributes()).containsEntry("Aa", Attribute.of(1)).containsEntry("BB", Attribute.of(4));
        assertThat(alike.attributes()).doesNotContainKey("CB").doesNotContainKey(null).hasSize(3);
        assertThat(alike.attributes().get("none")).isNull();
    }

    @Test
    void nobodyCanChangeTheAttributes() {
        Map<String, Attribute> given = new LinkedHashMap<>(state.attributes());
        SessionState copied = new SessionState(Optional.empty(), given);
        given.clear();
        assertThat(copied).isEqualTo(state).hasSameHashCodeAs(state);

        Map<String, Attribute> attributes = state.attributes();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> attributes.put("c", Attribute.of(1)));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> attributes.remove("a"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(attributes::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> attributes.entrySet().iterator().next().setValue(Attribute.of(1)));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> attributes.values().clear());
    }

    @Test
    void statesAreEqualByWhatTheyHold() {
        assertThat(SessionState.EMPTY.with("a", "x").with("b", 1)).isEqualTo(state).hasSameHashCodeAs(state);
        assertThat(state.with("a", "y")).isNotEqualTo(state);
        assertThat(state.attributes()).isEqualTo(Map.of("a", Attribute.of("x"), "b", Attribute.of(1)));
        assertThat(Map.of("a", Attribute.of("x"), "b", Attribute.of(1))).isEqualTo(state.attributes());
    }
}
