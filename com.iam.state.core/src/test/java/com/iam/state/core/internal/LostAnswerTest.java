package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.Change;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.memory.internal.MemoryStateRepository;
import com.iam.state.testkit.States;

/** The answer to an update gets lost on the way: the change must neither be lost nor be made twice. */
class LostAnswerTest {

    private final SwitchFixture fixture = new SwitchFixture();
    private final MemoryStateRepository memory = SwitchFixture.memory("a");
    private boolean lost;

    @AfterEach
    void stop() {
        fixture.close();
    }

    /** The first update is made, or not, and its answer is lost; then {@code meanwhile} happens. */
    private SessionToken startedOverALine(boolean applied, Runnable meanwhile) {
        StateRepository line = (StateRepository) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {StateRepository.class}, (proxy, method, arguments) -> {
                    try {
                        if (!method.getName().equals("update") || lost) {
                            return method.invoke(memory, arguments);
                        }
                        lost = true;
                        if (applied) {
                            method.invoke(memory, arguments);
                        }
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    meanwhile.run();
                    throw new StateUnavailableException("the answer was lost", true, null);
                });
        fixture.add(line);
        fixture.awaitBound(line);
        return fixture.manager.start(SessionState.EMPTY.withSubject("alice").with("n", 0)).token();
    }

    private void increment(SessionToken token) {
        assertThat(fixture.manager.update(token, state -> Change.to(state.with("n", state.int64("n").orElseThrow() + 1))))
                .isInstanceOf(Live.class);
    }

    private long n(SessionToken token) {
        return ((Live<Session>) fixture.manager.resume(token)).value().state().int64("n").orElseThrow();
    }

    private void anotherIncrements() {
        StateKey key = memory.page("login", Optional.empty(), 1, soon()).items().get(0).key();
        StoredState present = ((LoadOutcome.Found) memory.peek(key, States.LONG, soon())).stored();
        memory.update(States.incremented(present), States.LONG, 0, soon());
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    @Test
    void aChangeThatWasMadeIsNotMadeAgain() {
        SessionToken token = startedOverALine(true, () -> { });
        increment(token);

        assertThat(n(token)).isEqualTo(1);
    }

    @Test
    void aChangeThatWasNotMadeIsMade() {
        SessionToken token = startedOverALine(false, () -> { });
        increment(token);

        assertThat(n(token)).isEqualTo(1);
    }

    @Test
    void aChangeThatAnotherOneForestalledIsMadeOnTopOfIt() {
        SessionToken token = startedOverALine(false, this::anotherIncrements);
        increment(token);

        assertThat(n(token)).isEqualTo(2);
    }

    @Test
    void aChangeThatMayLieUnderAnotherOneIsNotMadeTwice() {
        SessionToken token = startedOverALine(true, this::anotherIncrements);

        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> increment(token))
                .matches(StateUnavailableException::isOutcomeUnknown);
        assertThat(n(token)).isEqualTo(2);
    }
}
