package com.iam.state.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Freshness;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.HandOver;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.States;

/** What becomes of sessions when the clock of the machine is set. */
class MemoryClockTest {

    private static final Deadline SOON = Deadline.after(Duration.ofMinutes(1));
    private static final Duration IDLE = States.LONG.idle();

    private Instant clock = States.now();
    private Instant steady = clock;
    private final MemoryStateRepository repository =
            new MemoryStateRepository("test", "memory of a test", 100, () -> steady, () -> clock);

    private StoredState create() {
        StoredState some = States.anonymous();
        StoredState state = new StoredState(some.key(), some.secretHash(), 1, some.writeId(), clock, States.LONG,
                some.state().withSubject("alice"));
        assertThat(repository.create(state, 0, SOON)).isEqualTo(new WriteOutcome.Applied(clock.plus(IDLE)));
        return state;
    }

    private void pass(Duration time) {
        steady = steady.plus(time);
        clock = clock.plus(time);
    }

    private LoadOutcome load(StoredState state) {
        return repository.load(state.key(), States.LONG, Freshness.LATEST, SOON);
    }

    @Test
    void aClockThatIsSetForwardEndsNoSession() {
        StoredState state = create();
        clock = clock.plus(Duration.ofDays(1));

        assertThat(load(state)).isEqualTo(new LoadOutcome.Found(state, clock.plus(IDLE)));
        repository.sweep(Duration.ZERO);
        assertThat(load(state)).isInstanceOf(LoadOutcome.Found.class);
        create();
    }

    @Test
    void aClockThatIsSetBackProlongsNoSession() {
        StoredState state = create();
        clock = clock.minus(Duration.ofDays(1));
        assertThat(repository.page("login", Optional.empty(), 10, SOON).items()).extracting(SessionInfo::expiresAt)
                .containsExactly(clock.plus(IDLE));

        for (Duration lived = Duration.ZERO; lived.compareTo(States.LONG.absoluteLifetime()) < 0; lived = lived.plus(IDLE.dividedBy(2))) {
            assertThat(load(state)).isInstanceOf(LoadOutcome.Found.class);
            pass(IDLE.dividedBy(2));
        }

        assertThat(load(state)).isInstanceOf(LoadOutcome.Expired.class);
        repository.sweep(Duration.ZERO);
        SessionEnd end = repository.claimEnds("login", 10, Duration.ofMinutes(1), SOON).get(0).end();
        assertThat(end.cause()).isEqualTo(SessionEnd.Cause.LIFETIME);
        assertThat(end.endedAt()).isBeforeOrEqualTo(clock);
    }

    @Test
    void whatIsHandedOverHasTheTimeThatItHad() {
        StoredState state = create();
        pass(Duration.ofMinutes(1));
        clock = clock.plus(Duration.ofHours(5));

        CarriedState carried = ((HandOver.Contents) repository.freeze("login")).taken().get().get(state.key().storageId());

        assertThat(carried.remaining()).isEqualTo(IDLE.minusMinutes(1));
    }

    @Test
    void theOldestOfAUserIsTheOldestThoughTheClockWasSetBack() {
        StoredState oldest = create();
        clock = clock.minus(Duration.ofDays(1));
        pass(Duration.ofSeconds(1));
        create();
        StoredState next = States.anonymous();
        StoredState third = new StoredState(next.key(), next.secretHash(), 1, next.writeId(), clock, States.LONG,
                next.state().withSubject("alice"));

        assertThat(List.of(repository.create(third, 2, SOON)))
                .containsExactly(new WriteOutcome.LimitReached(oldest.key().storageId()));
    }
}
