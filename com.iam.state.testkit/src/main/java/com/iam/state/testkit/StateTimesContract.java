package com.iam.state.testkit;

import static com.iam.state.testkit.States.LONG;
import static com.iam.state.testkit.States.MODULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionState;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;

/** What every repository promises about the end of a session, to the millisecond. Its clock is this machine's. */
public abstract class StateTimesContract {

    /** As {@link StateRepository} permits. */
    private static final Duration EARLY = Duration.ofMillis(100);

    /** An empty repository, the same one throughout a test. */
    protected abstract StateRepository repository();

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private static Instant millis() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private StoredState created(Timeouts timeouts) {
        StoredState state = States.of(MODULE, SessionState.EMPTY.withSubject("alice"), timeouts);
        assertThat(repository().create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return state;
    }

    private static StoredState createdAt(Instant moment) {
        StoredState now = States.of("alice");
        return new StoredState(now.key(), now.secretHash(), 1, now.writeId(), moment, now.timeouts(), now.state());
    }

    @Test
    void eachUseMovesTheIdleDeadlineWithinATenthOfASecondAndNeverTooFar() {
        StoredState stored = created(LONG);

        Instant before = millis();
        Instant loaded = ((LoadOutcome.Found) repository().load(stored.key(), LONG, soon())).expiresAt();
        assertThat(loaded).isBetween(before.plus(LONG.idle()).minus(EARLY), Instant.now().plus(LONG.idle()));
        Await.until("the clock moves on", () -> millis().isAfter(loaded.minus(LONG.idle())));
        assertThat(((LoadOutcome.Found) repository().peek(stored.key(), LONG, soon())).expiresAt()
                .truncatedTo(ChronoUnit.MILLIS)).isEqualTo(loaded.truncatedTo(ChronoUnit.MILLIS));

        for (int i = 0; i < 3; i++) {
            before = millis();
            stored = States.incremented(stored);
            Instant updated = ((WriteOutcome.Applied) repository().update(stored, LONG, 0, soon())).expiresAt();
            assertThat(updated).isBetween(before.plus(LONG.idle()).minus(EARLY), Instant.now().plus(LONG.idle()));
        }
    }

    @Test
    void anIdleSessionEndsAtItsDeadlineAndNotAMillisecondBefore() {
        endsAtItsDeadline(created(new Timeouts(Duration.ofMillis(300), Duration.ofHours(1))), false);
    }

    @Test
    void aSessionInUseEndsWithItsLifetimeAndNotAMillisecondBefore() {
        StoredState stored = created(new Timeouts(Duration.ofHours(1), Duration.ofMillis(300)));

        assertThat(((LoadOutcome.Found) repository().load(stored.key(), LONG, soon())).expiresAt())
                .isEqualTo(stored.createdAt().plusMillis(300));
        endsAtItsDeadline(stored, true);
    }

    /** Asks all the time: what is asked wholly before the deadline finds it, what is asked wholly after it does not. */
    private void endsAtItsDeadline(StoredState stored, boolean touch) {
        Instant end = ((LoadOutcome.Found) repository().peek(stored.key(), LONG, soon())).expiresAt();
        Await.until("the deadline has passed", () -> {
            Instant before = Instant.now();
            LoadOutcome outcome = touch
                    ? repository().load(stored.key(), LONG, soon())
                    : repository().peek(stored.key(), LONG, soon());
            Instant after = Instant.now();
            if (after.isBefore(end)) {
                assertThat(outcome).isInstanceOf(LoadOutcome.Found.class);
            } else if (!before.isBefore(end)) {
                assertThat(outcome).isInstanceOf(LoadOutcome.Expired.class);
                return true;
            }
            return false;
        });
        assertThat(repository().update(States.incremented(stored), LONG, 0, soon())).isInstanceOf(WriteOutcome.Expired.class);
        assertThat(repository().delete(stored.key(), SessionEnd.Cause.USER, soon())).isInstanceOf(WriteOutcome.Absent.class);
        assertThat(repository().count(MODULE, soon())).isZero();
    }

    @Test
    void aClockThatIsALittleOffIsTolerated() {
        for (long skew : new long[] {-1000, 1000}) {
            assertThat(repository().create(createdAt(millis().plusMillis(skew)), 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        }
    }

    /** It would live as long again as the clock was ahead. */
    @Test
    void aStateFromTheFutureIsNeitherCreatedNorAdopted() {
        StoredState future = createdAt(millis().plusSeconds(60));

        assertThatExceptionOfType(StateUnavailableException.class)
                .isThrownBy(() -> repository().create(future, 0, soon())).withMessageContaining("clock");
        assertThatExceptionOfType(StateUnavailableException.class)
                .isThrownBy(() -> repository().adopt(new CarriedState(future, Duration.ofMinutes(5)), soon()))
                .withMessageContaining("clock");
        assertThat(repository().load(future.key(), LONG, soon())).isInstanceOf(LoadOutcome.Absent.class);
        assertThat(repository().count(MODULE, soon())).isZero();
    }

    @Test
    void whatWasCarriedOverEndsWithItsLifetimeHoweverMuchRemained() {
        StoredState old = createdAt(millis().minus(LONG.absoluteLifetime()).plusSeconds(30));

        repository().adopt(new CarriedState(old, Duration.ofHours(3)), soon());

        assertThat(((LoadOutcome.Found) repository().peek(old.key(), LONG, soon())).expiresAt())
                .isEqualTo(old.createdAt().plus(LONG.absoluteLifetime()));
    }
}
