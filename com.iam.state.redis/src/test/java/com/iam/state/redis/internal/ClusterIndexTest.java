package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionState;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.support.guard.GuardedEncryption;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.States;

/** The lists of a Cluster, which no script can keep as one with the sessions. */
class ClusterIndexTest implements ModeTest {

    private static final Timeouts SHORT = new Timeouts(Duration.ofMillis(500), Duration.ofHours(1));

    private final SharedSetUp shared = SharedSetUp.cluster();
    private final KeyLayout keys = new KeyLayout("iam", "login");

    @Override
    public SharedSetUp shared() {
        return shared;
    }

    private RedisStateRepository repository() {
        return shared.repository();
    }

    private RedisLink link() {
        return shared.fixture().store.link();
    }

    private StoredState created(StoredState stored) {
        assertThat(repository().create(stored, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return stored;
    }

    private StoredState changed(StoredState stored, String subject) {
        StoredState next = States.changed(stored, stored.state().withSubject(subject));
        assertThat(repository().update(next, LONG, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return next;
    }

    private String token(String subject) {
        return new Sealing("iam", GuardedEncryption.local(new TestEncryption("first"))).subjectTokens("login", subject, Fixture.soon()).get(0);
    }

    private List<ClusterSubjects.Entry> listed(String subject) {
        return new ClusterSubjects(link()).members(keys, List.of(token(subject)), soon());
    }

    private int shown(String subject) {
        return repository().sessionsOf("login", subject, Optional.empty(), 10, soon()).items().size();
    }

    @Test
    void theSweepTakesEndedSessionsOutOfAllIndexes() {
        StoredState ends = created(States.of("login", SessionState.EMPTY.withSubject("alice"), SHORT));
        created(States.of("bob"));
        Await.until("it ends", () -> repository().peek(ends.key(), LONG, soon()) instanceof LoadOutcome.Expired);
        assertThat(listed("alice")).hasSize(1);

        shared.fixture().store.sweep(soon());

        assertThat(listed("alice")).isEmpty();
        assertThat(listed("bob")).hasSize(1);
        assertThat(repository().count("login", soon())).isEqualTo(1);
    }

    @Test
    void keysInUseAreCountedOnAllNodes() {
        for (int i = 0; i < 20; i++) {
            created(States.of("user" + i));
        }
        created(States.of("admin", SessionState.EMPTY, LONG));
        assertThat(Fixture.keysInUse(shared.fixture().store)).containsEntry(TestEncryption.keyId("first"), 21L);
        assertThat(shared.fixture().store.sessionsUnder(Set.of(TestEncryption.keyId("first")), soon()))
                .containsEntry(TestEncryption.keyId("first"), 21L);
        assertThat(shared.fixture().store.sessionsUnder(Set.of(TestEncryption.keyId("second")), soon())).isEmpty();
    }

    @Test
    void anEntryThatWasRemovedTooLateDoesNotHideASession() {
        StoredState alices = created(States.of("alice"));
        StoredState bobs = changed(alices, "bob");
        changed(bobs, "alice");

        // As if the instance that made bob of alice had been held up before it took her entry away.
        new ClusterSubjects(link()).leave(keys, token("alice"), alices.key().storageId(), alices.revision(), soon());

        assertThat(shown("alice")).isEqualTo(1);
        assertThat(shown("bob")).isZero();
        assertThat(listed("bob")).isEmpty();
    }

    @Test
    void anEntryWhoseSessionIsOnItsWayIsNotRemovedByThoseWhoRead() {
        StoredState stored = States.of("alice");
        assertThat(new ClusterSubjects(link()).enter(keys, stored, List.of(token("alice")), 1, soon())).isEmpty();

        assertThat(shown("alice")).isZero();
        assertThat(repository().create(States.of("alice"), 1, soon())).isInstanceOf(WriteOutcome.LimitReached.class);
        created(stored);
        assertThat(shown("alice")).isEqualTo(1);
    }

    @Test
    void aSessionThatCannotBeginStandsInNobodysWay() {
        StoredState wrong = States.createdAt("alice", Instant.now().minusSeconds(10));
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> repository().create(wrong, 1, soon()))
                .withMessageContaining("clock");
        assertThat(listed("alice")).isEmpty();

        assertThat(repository().create(States.of("alice"), 1, soon())).isInstanceOf(WriteOutcome.Applied.class);
    }

    @Test
    void nobodysSessionEndsForOneThatCannotBegin() {
        created(States.of("alice"));
        StoredState wrong = States.createdAt("alice", Instant.now().minusSeconds(10));
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> repository().create(wrong, 1, soon()))
                .withMessageContaining("clock");
    }

    @Test
    void anEntryOfAChangeThatWasNeverMadeIsRemovedOnceTheSessionHasMovedOn() {
        StoredState anonymous = created(States.anonymous());
        StoredState never = States.changed(anonymous, anonymous.state().withSubject("alice"));
        new ClusterSubjects(link()).enter(keys, never, List.of(token("alice")), 0, soon());
        assertThat(repository().update(States.incremented(anonymous), LONG, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);

        assertThat(shown("alice")).isZero();
        assertThat(listed("alice")).isEmpty();
    }

    @Test
    void theLimitHoldsWhileAKeyIsRotated() {
        StoredState stored = created(States.of("alice"));
        RedisSettings settings = shared.fixture().settings;
        try (Fixture rotated = new Fixture(settings, new TestEncryption("second", "first"))) {
            rotated.awaitConnection();
            assertThat(rotated.repository.create(States.of("alice"), 1, soon()))
                    .isEqualTo(new WriteOutcome.LimitReached(stored.key().storageId()));
            assertThat(rotated.repository.update(States.incremented(stored), LONG, 1, soon()))
                    .isInstanceOf(WriteOutcome.Applied.class);
            assertThat(rotated.repository.sessionsOf("login", "alice", Optional.empty(), 10, soon()).items()).hasSize(1);
            assertThat(Fixture.keysInUse(rotated.store)).isEqualTo(Map.of(TestEncryption.keyId("second"), 1L));
        }
        assertThat(listed("alice")).isEmpty();
    }
}
