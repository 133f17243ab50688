package com.iam.state.testkit;

import static com.iam.state.testkit.States.LONG;
import static com.iam.state.testkit.States.MODULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Attribute;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionState;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateTooLargeException;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;

/** What every repository promises of one state: content, revisions and time. Its clock is the real one. */
public abstract class StateRepositoryContract {

    /** An empty repository, the same one throughout a test. */
    protected abstract StateRepository repository();

    protected static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    protected StoredState created(StoredState state) {
        assertThat(repository().create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return state;
    }

    protected LoadOutcome load(StateKey key) {
        return repository().load(key, LONG, soon());
    }

    protected LoadOutcome peek(StateKey key) {
        return repository().peek(key, LONG, soon());
    }

    protected WriteOutcome update(StoredState state) {
        return repository().update(state, LONG, 0, soon());
    }

    protected StoredState found(StateKey key) {
        LoadOutcome outcome = load(key);
        assertThat(outcome).isInstanceOf(LoadOutcome.Found.class);
        return ((LoadOutcome.Found) outcome).stored();
    }

    @Test
    void aStateIsFoundAsItWasCreated() {
        SessionState state = SessionState.EMPTY.withSubject("alice").withActor("bob")
                .with("text", "grüezi \uD83D\uDC4B").with("flag", true).with("number", Long.MIN_VALUE)
                .with("decimal", Attribute.of(new BigDecimal("-1234567890.12345678900")))
                .with("moment", Instant.parse("2026-02-28T23:59:59.123456789Z"))
                .with("binary", Attribute.of(new byte[] {0, -1, 127}))
                .with("list", new Attribute.Sequence(List.of(Attribute.of("a"), Attribute.of(1))))
                .with("map", new Attribute.Structure(Map.of("k", new Attribute.Sequence(List.of()))));
        StoredState stored = created(States.of(MODULE, state, LONG));

        assertThat(found(stored.key())).isEqualTo(stored);
        assertThat(peek(stored.key())).isInstanceOfSatisfying(LoadOutcome.Found.class,
                found -> assertThat(found.stored()).isEqualTo(stored));
    }

    @Test
    void anIdCanBeCreatedOnce() {
        StoredState stored = created(States.anonymous());

        assertThat(repository().create(stored, 0, soon())).isInstanceOf(WriteOutcome.Exists.class);
    }

    @Test
    void whatWasNeverCreatedIsAbsent() {
        StoredState unknown = States.anonymous();

        assertThat(load(unknown.key())).isInstanceOf(LoadOutcome.Absent.class);
        assertThat(peek(unknown.key())).isInstanceOf(LoadOutcome.Absent.class);
        assertThat(update(States.incremented(unknown))).isInstanceOf(WriteOutcome.Absent.class);
        assertThat(repository().delete(unknown.key(), SessionEnd.Cause.USER, soon())).isInstanceOf(WriteOutcome.Absent.class);
        assertThat(load(unknown.key())).isInstanceOf(LoadOutcome.Absent.class);
    }

    @Test
    void modulesDoNotSeeEachOther() {
        StoredState stored = created(States.anonymous());

        assertThat(load(new StateKey("admin", stored.key().storageId()))).isInstanceOf(LoadOutcome.Absent.class);
        assertThat(repository().count("admin", soon())).isZero();
        assertThat(repository().count(MODULE, soon())).isEqualTo(1);
    }

    @Test
    void anUpdateReplacesTheRevisionBefore() {
        StoredState first = created(States.anonymous());
        StoredState second = States.incremented(first);

        assertThat(update(second)).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(found(first.key())).isEqualTo(second);
    }

    @Test
    void anUpdateOfAnotherRevisionIsStale() {
        StoredState first = created(States.anonymous());
        update(States.incremented(first));

        assertThat(update(States.incremented(first))).isEqualTo(new WriteOutcome.Stale(2));
        assertThat(found(first.key()).state().int64("n")).contains(1L);
    }

    @Test
    void aRepeatedWriteKnowsItsOwnSuccess() {
        StoredState first = created(States.anonymous());
        StoredState second = States.incremented(first);
        update(second);

        assertThat(update(second)).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(found(first.key())).isEqualTo(second);
    }

    @Test
    void aDeletedStateStaysDeleted() {
        StoredState stored = created(States.of("alice"));

        assertThat(repository().delete(stored.key(), SessionEnd.Cause.USER, soon())).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(repository().delete(stored.key(), SessionEnd.Cause.USER, soon())).isInstanceOf(WriteOutcome.Absent.class);
        assertThat(update(States.incremented(stored))).isInstanceOf(WriteOutcome.Absent.class);
        assertThat(load(stored.key())).isInstanceOf(LoadOutcome.Absent.class);
        assertThat(repository().count(MODULE, soon())).isZero();
    }

    @Test
    void loadingKeepsAStateAliveAndPeekingDoesNot() {
        Timeouts shortIdle = new Timeouts(Duration.ofMillis(1000), Duration.ofHours(1));
        StoredState loaded = created(States.of(MODULE, SessionState.EMPTY, shortIdle));
        StoredState peeked = created(States.of(MODULE, SessionState.EMPTY, shortIdle));

        Await.until("the state that is only peeked at expires", () -> {
            assertThat(load(loaded.key())).isInstanceOf(LoadOutcome.Found.class);
            return peek(peeked.key()) instanceof LoadOutcome.Expired;
        });
        assertThat(update(States.incremented(peeked))).isInstanceOf(WriteOutcome.Expired.class);
        assertThat(load(peeked.key())).isInstanceOf(LoadOutcome.Expired.class);
        assertThat(repository().count(MODULE, soon())).isEqualTo(1);
    }

    @Test
    void theLifetimeEndsAStateThatIsInUse() {
        Timeouts shortLife = new Timeouts(Duration.ofHours(1), Duration.ofMillis(700));
        StoredState stored = created(States.of(MODULE, SessionState.EMPTY, shortLife));

        Await.until("the lifetime ends", () -> load(stored.key()) instanceof LoadOutcome.Expired);
    }

    @Test
    void theShorterOfStoredAndConfiguredTimeoutsWins() {
        StoredState stored = created(States.anonymous());
        Timeouts shorter = new Timeouts(Duration.ofMinutes(5), Duration.ofHours(16));

        LoadOutcome.Found found = (LoadOutcome.Found) repository().load(stored.key(), shorter, soon());
        assertThat(found.expiresAt()).isBetween(States.now().plus(Duration.ofMinutes(4)), States.now().plus(Duration.ofMinutes(6)));

        Timeouts over = new Timeouts(Duration.ofHours(1), Duration.ofMillis(1));
        Await.until("the configured lifetime ends it",
                () -> repository().load(stored.key(), over, soon()) instanceof LoadOutcome.Expired);
    }

    @Test
    void aCreationByAWrongClockIsRefused() {
        StoredState now = States.anonymous();
        for (Instant wrong : List.of(now.createdAt().plusSeconds(60), now.createdAt().minusSeconds(60))) {
            StoredState skewed = new StoredState(now.key(), now.secretHash(), 1, now.writeId(), wrong, LONG, now.state());

            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> repository().create(skewed, 0, soon()))
                    .withMessageContaining("clock");
        }
        assertThat(load(now.key())).isInstanceOf(LoadOutcome.Absent.class);
    }

    @Test
    void aStateThatIsTooLargeOrCannotBeEncodedIsRefusedAndTheOldOneStays() {
        StoredState stored = created(States.of("alice"));
        SessionState large = stored.state();
        for (int i = 0; i < 16; i++) {
            large = large.with("part" + i, Attribute.of(new byte[StateRepository.MAXIMUM_STATE_SIZE / 16]));
        }
        StoredState tooLarge = States.changed(stored, large);
        StoredState newAndTooLarge = States.of(MODULE, large, LONG);
        StoredState noUnicode = States.changed(stored, stored.state().with("text", "\ud83d"));

        assertThatExceptionOfType(StateTooLargeException.class).isThrownBy(() -> update(tooLarge))
                .satisfies(e -> assertThat(e.sizeInBytes()).isGreaterThan(e.maximumInBytes()));
        assertThatExceptionOfType(StateTooLargeException.class)
                .isThrownBy(() -> repository().create(newAndTooLarge, 0, soon()));
        assertThatIllegalArgumentException().isThrownBy(() -> update(noUnicode));

        assertThat(found(stored.key())).isEqualTo(stored);
        assertThat(load(newAndTooLarge.key())).isInstanceOf(LoadOutcome.Absent.class);
        assertThat(update(States.changed(stored, large.without("part15")))).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(repository().count(MODULE, soon())).isEqualTo(1);
    }

    @Test
    void noIncrementOfParallelWritersIsLost() throws InterruptedException {
        StoredState stored = created(States.of("alice"));

        Parallel.run(8, i -> () -> {
            for (int n = 0; n < 100; n++) {
                WriteOutcome outcome;
                do {
                    outcome = update(States.incremented(found(stored.key())));
                } while (outcome instanceof WriteOutcome.Stale);
                assertThat(outcome).isInstanceOf(WriteOutcome.Applied.class);
            }
            return null;
        });

        assertThat(found(stored.key()).state().int64("n")).contains(800L);
        assertThat(found(stored.key()).revision()).isEqualTo(801);
    }

    @Test
    void noWriterInFlightBringsADeletedStateBack() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            StoredState stored = created(States.of("alice"));

            Parallel.run(4, i -> () -> {
                if (i == 0) {
                    repository().delete(stored.key(), SessionEnd.Cause.USER, soon());
                } else {
                    for (int n = 0; n < 5 && load(stored.key()) instanceof LoadOutcome.Found found; n++) {
                        update(States.incremented(found.stored()));
                    }
                }
                return null;
            });

            assertThat(load(stored.key())).isInstanceOf(LoadOutcome.Absent.class);
        }
        assertThat(repository().sessionsOf(MODULE, "alice", Optional.empty(), 10, soon()).items()).isEmpty();
    }
}
