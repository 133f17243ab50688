package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionState;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.SecretHash;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.States;

/** The indexes beside the records: exact, and free of what has ended. */
class RedisIndexTest implements RedisTest {

    private static final Timeouts SHORT = new Timeouts(Duration.ofMillis(300), Duration.ofHours(1));

    private final SharedRedis shared = new SharedRedis();

    @Override
    public SharedRedis shared() {
        return shared;
    }

    private RedisStateRepository repository() {
        return shared.repository();
    }

    private String indexed(StoredState state) {
        return shared.server().send("ZCARD", new KeyLayout("iam", "login").index(state.key().storageId()));
    }

    private static StoredState shortLived(String subject) {
        return States.of("login", SessionState.EMPTY.withSubject(subject), SHORT);
    }

    @Test
    void theSweepTakesEndedSessionsOutOfTheIndexesAndLeavesTheLiveOnes() {
        StoredState ends = shortLived("alice");
        repository().create(ends, 0, soon());
        StoredState stays = States.of("bob");
        repository().create(stays, 0, soon());
        Await.until("it ends", () -> repository().peek(ends.key(), LONG, soon()) instanceof LoadOutcome.Expired);

        shared.fixture().store.sweep(soon());

        assertThat(indexed(ends)).startsWith(":0");
        assertThat(indexed(stays)).startsWith(":1");
        assertThat(shared.server().send("KEYS", "*login:u:*")).startsWith("*1");
        assertThat(repository().peek(ends.key(), LONG, soon())).isInstanceOf(LoadOutcome.Expired.class);
    }

    @Test
    void aSessionThatWasKeptAliveIsCountedAndSweptAtItsNewDeadline() {
        StoredState stored = shortLived("alice");
        repository().create(stored, 0, soon());
        Await.until("its first deadline is long past", () -> {
            assertThat(repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
            return States.now().isAfter(stored.createdAt().plusMillis(600));
        });

        shared.fixture().store.sweep(soon());

        assertThat(repository().count("login", soon())).isEqualTo(1);
        assertThat(repository().page("login", Optional.empty(), 10, soon()).items()).hasSize(1);
    }

    @Test
    void aDeadlineThatComesNearerIsCountedInTime() {
        StoredState stored = States.of("alice");
        repository().create(stored, 0, soon());
        repository().load(stored.key(), SHORT, soon());

        Await.until("it is counted no more", () -> repository().count("login", soon()) == 0);
    }

    @Test
    void thousandsOfEntriesAreSweptInSteps() {
        for (int i = 0; i < 1200; i++) {
            repository().create(shortLived("user" + i), 0, soon());
        }
        Await.until("all have ended", () -> repository().count("login", soon()) == 0);

        shared.fixture().store.sweep(soon());

        assertThat(shared.server().send("KEYS", "*}:x")).startsWith("*0");
        assertThat(shared.server().send("KEYS", "*login:u:*")).startsWith("*0");
    }

    @Test
    void aSubjectsIndexGoesWithTheLastOfItsSessions() {
        repository().create(shortLived("alice"), 0, soon());
        String remaining = shared.server().send("PTTL", shared.server().send("KEYS", "*login:u:*").split("\r\n")[2]);

        assertThat(Long.parseLong(remaining.substring(1).strip())).isBetween(Duration.ofMinutes(64).toMillis(),
                Duration.ofMinutes(66).toMillis());
    }

    @Test
    void keysInUseAreCountedInAllModules() {
        repository().create(States.of("alice"), 0, soon());
        repository().create(States.of("admin", SessionState.EMPTY, LONG), 0, soon());

        assertThat(Fixture.keysInUse(shared.fixture().store)).isEqualTo(Map.of(TestEncryption.keyId("first"), 2L));
    }

    private void hide(StoredState state) {
        assertThat(shared.server().send("EVAL", "local n = 0 for _, k in ipairs(redis.call('KEYS', '*login:*')) do "
                + "if redis.call('TYPE', k).ok == 'zset' then for _, m in ipairs(redis.call('ZRANGE', k, 0, -1)) do "
                + "if m:find(ARGV[1], 1, true) then n = n + redis.call('ZREM', k, m) end end end end return n", "0",
                state.key().storageId())).isEqualTo(":2\r\n");
        assertThat(isListed(state)).isFalse();
        assertThat(repository().count("login", soon())).isZero();
    }

    private boolean isListed(StoredState state) {
        return repository().sessionsOf("login", "alice", Optional.empty(), 10, soon()).items().stream()
                .anyMatch(info -> info.key().equals(state.key()));
    }

    /** A writer to Redis has taken it off. */
    @Test
    void aSessionThatIsRenewedIsListedAgain() {
        StoredState stored = States.of("alice");
        repository().create(stored, 0, soon());
        hide(stored);
        StoredState renewed = stored.next(States.writeId(), SecretHash.of(States.token()), stored.state());

        assertThat(repository().update(renewed, LONG, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);

        assertThat(isListed(stored)).isTrue();
        assertThat(repository().count("login", soon())).isEqualTo(1);
    }

    @Test
    void theIdOfADeletedSessionStaysTakenForAWhile() {
        StoredState stored = States.of("alice");
        repository().create(stored, 0, soon());
        repository().delete(stored.key(), SessionEnd.Cause.USER, soon());

        assertThat(repository().create(stored, 0, soon())).isInstanceOf(WriteOutcome.Exists.class);
        assertThat(repository().adopt(new CarriedState(stored, Duration.ofMinutes(1)), soon()))
                .isInstanceOf(WriteOutcome.Exists.class);
    }

    @Test
    void aResealMovesTheSubjectsEntryAndDoesNotCountAsAnotherSession() {
        StoredState stored = States.of("alice");
        repository().create(stored, 1, soon());

        try (Fixture rotated = new Fixture(shared.server().uri(), new TestEncryption("second", "first"))) {
            rotated.awaitConnection();
            assertThat(rotated.repository.sessionsOf("login", "alice", Optional.empty(), 10, soon()).items()).hasSize(1);
            assertThat(rotated.repository.create(States.of("alice"), 1, soon())).isInstanceOf(WriteOutcome.LimitReached.class);
            assertThat(rotated.repository.update(States.incremented(stored), LONG, 1, soon()))
                    .isInstanceOf(WriteOutcome.Applied.class);
            assertThat(rotated.repository.sessionsOf("login", "alice", Optional.empty(), 10, soon()).items()).hasSize(1);
            assertThat(Fixture.keysInUse(rotated.store)).isEqualTo(Map.of(TestEncryption.keyId("second"), 1L));
            assertThat(rotated.store.sessionsUnder(Set.of(TestEncryption.keyId("first")), soon())).isEmpty();
            assertThat(rotated.store.sessionsUnder(Set.of(TestEncryption.keyId("first"), TestEncryption.keyId("second")), soon()))
                    .isEqualTo(Map.of(TestEncryption.keyId("second"), 1L));
            assertThat(rotated.repository.count("login", soon())).isEqualTo(1);
        }
    }
}
