package com.iam.state.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.States;

class MemoryStateRepositoryLimitsTest {

    private static final Deadline SOON = Deadline.after(Duration.ofMinutes(1));

    private Instant now = States.now();
    private final MemoryStateRepository repository = new MemoryStateRepository("test", "memory of a test", 2, () -> now);

    @Test
    void aFullRepositoryRefusesNewStatesButAdoptsLiveOnes() {
        repository.create(States.anonymous(), 0, SOON);
        repository.create(States.anonymous(), 0, SOON);

        assertThatExceptionOfType(StateUnavailableException.class)
                .isThrownBy(() -> repository.create(States.anonymous(), 0, SOON));
        assertThat(repository.adopt(new CarriedState(States.anonymous(), Duration.ofMinutes(1)), SOON))
                .isInstanceOf(WriteOutcome.Applied.class);
    }

    @Test
    void whatHasExpiredMakesRoom() {
        repository.create(States.anonymous(), 0, SOON);
        repository.create(States.anonymous(), 0, SOON);
        now = now.plus(Duration.ofHours(1));

        assertThat(repository.create(atNow(), 0, SOON)).isInstanceOf(WriteOutcome.Applied.class);
    }

    @Test
    void aStateIsOverWhenItsDeadlineIsReachedAndGoneAfterTheSweep() {
        StoredState state = atNow();
        repository.create(state, 0, SOON);

        now = state.createdAt().plus(Duration.ofMinutes(30)).minusMillis(1);
        assertThat(repository.peek(state.key(), States.LONG, SOON)).isInstanceOf(LoadOutcome.Found.class);
        now = state.createdAt().plus(Duration.ofMinutes(31));
        assertThat(repository.peek(state.key(), States.LONG, SOON)).isInstanceOf(LoadOutcome.Expired.class);

        repository.sweep(Duration.ofMinutes(2));
        assertThat(repository.peek(state.key(), States.LONG, SOON)).isInstanceOf(LoadOutcome.Expired.class);
        repository.sweep(Duration.ZERO);
        assertThat(repository.peek(state.key(), States.LONG, SOON)).isInstanceOf(LoadOutcome.Absent.class);
    }

    private StoredState atNow() {
        StoredState state = States.anonymous();
        return new StoredState(state.key(), state.secretHash(), 1, state.writeId(), now, state.timeouts(), state.state());
    }
}
