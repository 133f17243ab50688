package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.Attribute;
import com.iam.state.api.Change;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateTooLargeException;
import com.iam.state.memory.internal.MemoryStateRepository;

class SizeLimitsTest {

    private final SwitchFixture fixture = new SwitchFixture();
    private final MemoryStateRepository repository = SwitchFixture.memory("a");

    @BeforeEach
    void bind() {
        fixture.add(repository);
        fixture.awaitBound(repository);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static SessionState with(SessionState state, String name, int bytes) {
        // The name and both heads take 5 bytes.
        return state.with(name, Attribute.of(new byte[bytes - 5]));
    }

    private Session resumed(SessionToken token) {
        return ((Live<Session>) fixture.manager.resume(token)).value();
    }

    private void set(SessionToken token, String name, int bytes) {
        assertThat(fixture.manager.update(token, state -> Change.to(with(state, name, bytes)))).isInstanceOf(Live.class);
    }

    @Test
    void anAttributeMayHaveItsMaximumAndNotAByteMore() {
        SessionToken token = fixture.manager.start(with(SessionState.EMPTY, "a", 16_384)).token();

        assertThatExceptionOfType(StateTooLargeException.class).isThrownBy(() -> set(token, "a", 16_385))
                .satisfies(e -> {
                    assertThat(e.attribute()).contains("a");
                    assertThat(e.sizeInBytes()).isEqualTo(16_385);
                    assertThat(e.maximumInBytes()).isEqualTo(16_384);
                });
        assertThatExceptionOfType(StateTooLargeException.class)
                .isThrownBy(() -> fixture.manager.start(with(SessionState.EMPTY, "a", 16_385)));
        assertThat(resumed(token).state()).isEqualTo(with(SessionState.EMPTY, "a", 16_384));
        assertThat(fixture.manager.count()).isEqualTo(1);
    }

    @Test
    void aStateThatGrowsBeyondItsMaximumStaysAsItWasAndKeepsItsToken() {
        SessionToken token = fixture.manager.start(SessionState.EMPTY.withSubject("alice")).token();
        for (String name : new String[] {"a", "b", "c"}) {
            set(token, name, 16_384);
        }

        assertThatExceptionOfType(StateTooLargeException.class).isThrownBy(() -> set(token, "d", 16_384))
                .satisfies(e -> assertThat(e.attribute()).isEmpty());
        assertThatExceptionOfType(StateTooLargeException.class)
                .isThrownBy(() -> fixture.manager.renewId(token, state -> Change.to(with(state, "d", 16_384))));
        assertThat(resumed(token).state().attributes()).containsOnlyKeys("a", "b", "c");
        set(token, "d", 16_000);
        assertThat(fixture.manager.page(Optional.empty(), 1).items().get(0).revision()).isEqualTo(5);
    }

    @Test
    void aStateFromBeforeTheLimitCameDownMayShrinkOrChangeElsewhere() {
        SessionToken token = fixture.manager.start(with(with(SessionState.EMPTY, "z", 50), "a", 10_000).with("n", 0)).token();
        fixture.set("maximumStateSizeInBytes", 5_000);
        fixture.set("maximumAttributeSizeInBytes", 1_000);

        assertThat(fixture.manager.update(token, state -> Change.to(state.with("n", 1)))).isInstanceOf(Live.class);
        assertThat(fixture.manager.update(token, state -> Change.to(state.without("z")))).isInstanceOf(Live.class);
        assertThatExceptionOfType(StateTooLargeException.class).isThrownBy(() -> set(token, "b", 100));
        assertThatExceptionOfType(StateTooLargeException.class).isThrownBy(() -> set(token, "a", 9_000));
        set(token, "a", 900);
        assertThat(resumed(token).state().int64("n")).contains(1L);
    }
}
