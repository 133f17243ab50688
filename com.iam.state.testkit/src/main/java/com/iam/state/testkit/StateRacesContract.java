package com.iam.state.testkit;

import static com.iam.state.testkit.States.LONG;
import static com.iam.state.testkit.States.MODULE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Page;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateKey;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.SecretHash;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;

/** What every repository promises to those who call at the same time. Its clock is the real one. */
public abstract class StateRacesContract {

    /** An empty repository, the same one throughout a test. */
    protected abstract StateRepository repository();

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private StoredState created(StoredState state) {
        assertThat(repository().create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return state;
    }

    @Test
    void ofManyWhoCreateOneIdExactlyOneSucceeds() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            StoredState id = States.of("alice");
            List<StoredState> rivals = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                rivals.add(new StoredState(id.key(), id.secretHash(), 1, States.writeId(), States.now(), LONG,
                        id.state().with("n", i)));
            }

            List<WriteOutcome> outcomes = Parallel.run(8, i -> () -> repository().create(rivals.get(i), 0, soon()));

            assertThat(outcomes).filteredOn(WriteOutcome.Exists.class::isInstance).hasSize(7);
            int winner = 0;
            while (!(outcomes.get(winner) instanceof WriteOutcome.Applied)) {
                winner++;
            }
            assertThat(((LoadOutcome.Found) repository().load(id.key(), LONG, soon())).stored()).isEqualTo(rivals.get(winner));
        }
        assertThat(repository().count(MODULE, soon())).isEqualTo(20);
    }

    @Test
    void ofManyWhoReplaceOneRevisionExactlyOneSucceeds() throws InterruptedException {
        StoredState present = created(States.of("alice"));
        for (int round = 0; round < 20; round++) {
            StoredState before = present;
            List<StoredState> rivals = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                rivals.add(States.changed(before, before.state().with("n", i)));
            }

            List<WriteOutcome> outcomes = Parallel.run(8, i -> () -> repository().update(rivals.get(i), LONG, 0, soon()));

            assertThat(outcomes).filteredOn(WriteOutcome.Applied.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(WriteOutcome.Stale.class::isInstance).hasSize(7)
                    .allMatch(new WriteOutcome.Stale(before.revision() + 1)::equals);
            present = ((LoadOutcome.Found) repository().load(before.key(), LONG, soon())).stored();
            assertThat(outcomes.get(rivals.indexOf(present))).isInstanceOf(WriteOutcome.Applied.class);
        }
    }

    @Test
    void ofManyWhoDeleteExactlyOneDidIt() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            StoredState stored = created(States.of("alice"));

            List<WriteOutcome> outcomes = Parallel.run(6, i -> () -> repository().delete(stored.key(), SessionEnd.Cause.USER, soon()));

            assertThat(outcomes).filteredOn(WriteOutcome.Applied.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(WriteOutcome.Absent.class::isInstance).hasSize(5);
        }
    }

    /** Readers see the old secret up to some moment and the new one from then on: never both, never none. */
    @Test
    void aSecretIsReplacedInOneMoment() throws InterruptedException {
        int renewals = 60;
        StoredState first = created(States.of("alice"));
        List<SessionToken> tokens = new ArrayList<>();
        for (int i = 0; i < renewals; i++) {
            tokens.add(new SessionToken(first.key().storageId(), States.token().secret()));
        }
        AtomicInteger renewed = new AtomicInteger();

        Parallel.run(4, i -> () -> {
            if (i == 0) {
                StoredState present = first;
                for (SessionToken token : tokens) {
                    present = present.next(States.writeId(), SecretHash.of(token), present.state());
                    assertThat(repository().update(present, LONG, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
                    renewed.incrementAndGet();
                }
                return null;
            }
            int seen = 0;
            while (seen < renewals) {
                int atLeast = Math.max(seen, renewed.get());
                StoredState found = ((LoadOutcome.Found) repository().load(first.key(), LONG, soon())).stored();
                int number = (int) found.revision() - 1;
                assertThat(number).isBetween(atLeast, renewals);
                assertThat(found.secretHash()).isEqualTo(number == 0 ? first.secretHash() : SecretHash.of(tokens.get(number - 1)));
                seen = number;
            }
            return null;
        });
    }

    @Test
    void anIdThatHasEndedIsTakenNeitherByACreationNorByAnAdoption() throws InterruptedException {
        for (int round = 0; round < 30; round++) {
            StoredState stored = created(States.of("alice"));

            Parallel.run(3, i -> () -> switch (i) {
                case 0 -> repository().delete(stored.key(), SessionEnd.Cause.USER, soon());
                case 1 -> repository().adopt(new CarriedState(stored, Duration.ofMinutes(5)), soon());
                default -> repository().create(stored, 0, soon());
            });

            assertThat(repository().adopt(new CarriedState(stored, Duration.ofMinutes(5)), soon()))
                    .isInstanceOf(WriteOutcome.Exists.class);
            assertThat(repository().create(stored, 0, soon())).isInstanceOf(WriteOutcome.Exists.class);
            assertThat(repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Absent.class);
        }
        assertThat(repository().count(MODULE, soon())).isZero();
        assertThat(repository().sessionsOf(MODULE, "alice", Optional.empty(), 10, soon()).items()).isEmpty();
    }

    /** Three come and go all the time; nine stay, and are counted and listed once each time. */
    @Test
    void countsAndPagesMissNothingWhileSessionsComeAndGo() throws InterruptedException {
        Set<StateKey> staying = new HashSet<>();
        for (int i = 0; i < 9; i++) {
            staying.add(created(States.of("alice")).key());
        }
        AtomicInteger busy = new AtomicInteger(3);

        Parallel.run(4, i -> () -> {
            if (i > 0) {
                try {
                    for (int n = 0; n < 60; n++) {
                        StoredState passing = created(States.of("alice"));
                        repository().update(States.changed(passing, passing.state().withSubject("bob")), LONG, 0, soon());
                        repository().delete(passing.key(), SessionEnd.Cause.USER, soon());
                    }
                } finally {
                    busy.decrementAndGet();
                }
                return null;
            }
            do {
                // Not more exactly: in a Cluster one that comes and one that goes may both be counted, on two nodes.
                assertThat(repository().count(MODULE, soon())).isGreaterThanOrEqualTo(9);
                assertThat(all("alice")).doesNotHaveDuplicates().containsAll(staying);
                assertThat(all(null)).doesNotHaveDuplicates().containsAll(staying);
            } while (busy.get() > 0);
            return null;
        });

        assertThat(repository().count(MODULE, soon())).isEqualTo(9);
        assertThat(all("alice")).hasSize(9).hasSameElementsAs(staying);
        assertThat(all("bob")).isEmpty();
        assertThat(all(null)).hasSize(9).hasSameElementsAs(staying);
    }

    /** @param subject null for everybody */
    private List<StateKey> all(String subject) {
        List<StateKey> keys = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<SessionInfo> page = subject == null
                    ? repository().page(MODULE, cursor, 4, soon())
                    : repository().sessionsOf(MODULE, subject, cursor, 4, soon());
            page.items().forEach(info -> keys.add(info.key()));
            cursor = page.next();
        } while (cursor.isPresent());
        return keys;
    }
}
