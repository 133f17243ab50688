package com.iam.state.testkit;

import static com.iam.state.testkit.States.LONG;
import static com.iam.state.testkit.States.MODULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.HandOver;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.RepositoryFrozenException;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;

/** What every repository promises when it takes states over, and when it hands its own over. */
public abstract class CarryOverContract {

    /** An empty repository, the same one throughout a test. */
    protected abstract StateRepository repository();

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private StoredState created(String subject) {
        StoredState state = States.of(subject);
        assertThat(repository().create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return state;
    }

    @Test
    void anAdoptedStateKeepsItsRevisionAndTheRestOfItsTime() {
        StoredState carried = States.incremented(States.incremented(States.of("alice")));

        WriteOutcome outcome = repository().adopt(new CarriedState(carried, Duration.ofSeconds(90)), soon());

        assertThat(outcome).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(repository().peek(carried.key(), LONG, soon())).isInstanceOfSatisfying(LoadOutcome.Found.class, found -> {
            assertThat(found.stored()).isEqualTo(carried);
            assertThat(found.expiresAt()).isBetween(Instant.now().plusSeconds(60), Instant.now().plusSeconds(91));
        });
        assertThat(repository().sessionsOf(MODULE, "alice", Optional.empty(), 10, soon()).items()).hasSize(1);
        assertThat(repository().update(States.incremented(carried), LONG, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
    }

    @Test
    void anOldStateIsAdoptedWhateverTheClockSaid() {
        StoredState now = States.of("alice");
        StoredState old = new StoredState(now.key(), now.secretHash(), 7, now.writeId(),
                now.createdAt().minus(Duration.ofHours(2)), LONG, now.state());

        assertThat(repository().adopt(new CarriedState(old, Duration.ofMinutes(5)), soon())).isInstanceOf(WriteOutcome.Applied.class);
    }

    @Test
    void anIdThatExistsIsNotAdoptedInTheSameOrAnEarlierRevision() {
        StoredState first = created("alice");
        StoredState present = States.incremented(first);
        assertThat(repository().update(present, LONG, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);

        for (StoredState carried : List.of(first, present)) {
            assertThat(repository().adopt(new CarriedState(carried, Duration.ofMinutes(5)), soon()))
                    .isInstanceOf(WriteOutcome.Exists.class);
        }
        assertThat(found(present)).isEqualTo(present);
    }

    @Test
    void aLaterRevisionTakesThePlaceOfACopyThatWasLeftBehind() {
        StoredState copy = created("alice");
        StoredState later = States.incremented(States.incremented(copy));

        assertThat(repository().adopt(new CarriedState(later, Duration.ofMinutes(5)), soon()))
                .isInstanceOf(WriteOutcome.Applied.class);

        assertThat(found(later)).isEqualTo(later);
        assertThat(repository().count(MODULE, soon())).isEqualTo(1);
        assertThat(repository().sessionsOf(MODULE, "alice", Optional.empty(), 10, soon()).items()).hasSize(1);
    }

    @Test
    void anIdThatHasEndedIsNotAdopted() {
        StoredState ended = created("alice");
        repository().delete(ended.key(), SessionEnd.Cause.USER, soon());

        assertThat(repository().adopt(new CarriedState(States.incremented(ended), Duration.ofMinutes(5)), soon()))
                .isInstanceOf(WriteOutcome.Exists.class);
        assertThat(repository().peek(ended.key(), LONG, soon())).isInstanceOf(LoadOutcome.Absent.class);
    }

    private StoredState found(StoredState state) {
        return ((LoadOutcome.Found) repository().peek(state.key(), LONG, soon())).stored();
    }

    @Test
    void aStateWithoutTimeLeftIsNotAdopted() {
        StoredState carried = States.of("alice");

        assertThat(repository().adopt(new CarriedState(carried, Duration.ZERO), soon())).isInstanceOf(WriteOutcome.Expired.class);
        assertThat(repository().count(MODULE, soon())).isZero();
    }

    @Test
    void aFrozenModuleRefusesWritesAndKeepsItsStates() {
        StoredState stored = created("alice");
        StateRepository repository = repository();

        HandOver handOver = repository.freeze(MODULE);

        if (handOver instanceof HandOver.Contents contents) {
            assertThat(contents.taken().get().values()).singleElement().satisfies(carried -> {
                assertThat(carried.stored()).isEqualTo(stored);
                assertThat(carried.remaining()).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
            });
        }
        StoredState next = States.incremented(stored);
        StoredState other = States.anonymous();
        List<ThrowingCallable> writes = List.of(
                () -> repository.create(other, 0, soon()),
                () -> repository.load(stored.key(), LONG, soon()),
                () -> repository.update(next, LONG, 0, soon()),
                () -> repository.delete(stored.key(), SessionEnd.Cause.USER, soon()),
                () -> repository.adopt(new CarriedState(other, Duration.ofMinutes(1)), soon()));
        assertThat(writes).allSatisfy(write ->
                assertThatExceptionOfType(RepositoryFrozenException.class).isThrownBy(write));
        assertThat(repository.peek(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);

        repository.thaw(MODULE);
        assertThat(repository.update(next, LONG, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
    }

    @Test
    void freezingOneModuleLeavesTheOthersAlone() {
        repository().freeze("admin");

        created("alice");
        assertThat(repository().count(MODULE, soon())).isEqualTo(1);
    }

    @Test
    void aReleasedStateIsGoneUnlessTheModuleIsThawed() {
        StoredState released = created("alice");
        StoredState stays = created("alice");
        HandOver frozen = repository().freeze(MODULE);

        repository().release(released.key(), soon());

        assertThat(repository().peek(released.key(), LONG, soon())).isInstanceOf(LoadOutcome.Absent.class);
        assertThat(repository().page(MODULE, Optional.empty(), 10, soon()).items()).singleElement()
                .satisfies(info -> assertThat(info.key()).isEqualTo(stays.key()));
        if (frozen instanceof HandOver.Contents contents) {
            assertThat(contents.taken().get()).containsOnlyKeys(stays.key().storageId());
        }
        repository().thaw(MODULE);
        repository().release(stays.key(), soon());
        assertThat(repository().load(stays.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
        assertThat(repository().count(MODULE, soon())).isEqualTo(1);
    }

    @Test
    void noAcknowledgedWriteEscapesTheHandOver() throws InterruptedException {
        StoredState stored = created("alice");
        StateRepository repository = repository();
        long[] acknowledged = new long[1];

        Parallel.run(2, i -> () -> {
            if (i == 0) {
                Await.until("some writes are done", () -> revision(repository, stored) > 20);
                repository.freeze(MODULE);
            } else {
                StoredState last = stored;
                try {
                    while (true) {
                        StoredState next = States.incremented(last);
                        assertThat(repository.update(next, LONG, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
                        last = next;
                        acknowledged[0] = next.revision();
                    }
                } catch (RepositoryFrozenException expected) {
                    return null;
                }
            }
            return null;
        });

        long handedOver = repository.freeze(MODULE) instanceof HandOver.Contents contents
                ? contents.taken().get().get(stored.key().storageId()).stored().revision()
                : revision(repository, stored);
        assertThat(handedOver).isEqualTo(acknowledged[0]);
    }

    private static long revision(StateRepository repository, StoredState stored) {
        return ((LoadOutcome.Found) repository.peek(stored.key(), LONG, soon())).stored().revision();
    }
}
