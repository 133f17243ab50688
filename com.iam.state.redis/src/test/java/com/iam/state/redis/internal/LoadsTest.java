package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Freshness;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionState;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.LoadOutcome.Found;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.redis.internal.acl.AclRule;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** A session that was used here a moment ago is loaded by GETEX, and nobody can tell but by the time it takes. */
class LoadsTest implements RedisTest {

    private static final long GRACE = Duration.ofMinutes(5).toMillis();

    private final SharedRedis shared = new SharedRedis();

    @Override
    public SharedRedis shared() {
        return shared;
    }

    @Test
    void theScriptLoadsItAtFirstAndGetexAfterwards() {
        StoredState stored = created(States.of("alice"));

        assertThat(getexes(() -> found(stored, LONG))).isZero();
        assertThat(getexes(() -> assertThat(found(stored, LONG).stored()).isEqualTo(stored))).isEqualTo(1);
        assertThat(getexes(() -> shared.repository().load(stored.key(), LONG, Freshness.LATEST, soon()))).isEqualTo(1);
    }

    @Test
    void aChangeIsAUseAsWell() {
        StoredState changed = States.incremented(created(States.of("alice")));
        shared.repository().update(changed, LONG, 0, soon());

        assertThat(getexes(() -> assertThat(found(changed, LONG).stored()).isEqualTo(changed))).isEqualTo(1);
    }

    @Test
    void itsDeadlineMovesOn() {
        StoredState stored = created(States.of("alice"));
        Instant first = found(stored, LONG).expiresAt();

        Await.until("time has passed", () -> found(stored, LONG).expiresAt().isAfter(first.plusMillis(20)));

        Instant last = found(stored, LONG).expiresAt();
        assertThat(expiry(stored)).isEqualTo(last.toEpochMilli() + GRACE);
        assertThat(shared.repository().peek(stored.key(), LONG, soon())).isEqualTo(new Found(stored, last));
    }

    @Test
    void itsDeadlineIsNeverLaterThanRedisWouldSetIt() {
        StoredState stored = created(States.of("alice"));
        for (int i = 0; i < 200; i++) {
            Instant expiresAt = found(stored, LONG).expiresAt();
            assertThat(expiresAt).isBeforeOrEqualTo(clock().plus(LONG.idle()));
        }
    }

    @Test
    void whatAnotherInstanceDoesIsSeen() {
        try (Fixture other = new Fixture(Fixture.settings(shared.server().uri(), Map.of()), new TestEncryption("first"))) {
            other.awaitConnection();
            StoredState stored = created(States.of("alice"));
            found(stored, LONG);
            StoredState changed = States.incremented(stored);

            other.repository.update(changed, LONG, 0, soon());
            assertThat(getexes(() -> assertThat(found(stored, LONG).stored()).isEqualTo(changed))).isEqualTo(1);

            other.repository.delete(stored.key(), SessionEnd.Cause.USER, soon());
            assertThat(shared.repository().load(stored.key(), LONG, soon())).isEqualTo(new LoadOutcome.Absent());
            shared.server().send("DEL", name(stored));
            assertThat(shared.repository().load(stored.key(), LONG, soon())).isEqualTo(new LoadOutcome.Absent());
        }
    }

    @Test
    void redisJudgesWhatMayBeOver() {
        StoredState shortLived = created(States.of("login", SessionState.EMPTY, new Timeouts(Duration.ofHours(1), Duration.ofSeconds(4))));
        StoredState seldomUsed = created(States.of("login", SessionState.EMPTY, new Timeouts(Duration.ofSeconds(30), Duration.ofHours(1))));
        Timeouts shorter = new Timeouts(Duration.ofMinutes(10), LONG.absoluteLifetime());
        StoredState stored = created(States.of("alice"));
        found(shortLived, LONG);
        found(seldomUsed, LONG);
        found(stored, LONG);

        assertThat(getexes(() -> found(shortLived, LONG))).isZero();
        assertThat(getexes(() -> found(stored, shorter))).isZero();
        assertThat(found(stored, shorter).expiresAt()).isBefore(Instant.now().plus(shorter.idle()).plusSeconds(1));
        Await.until("a part of its idle timeout has passed",
                () -> Instant.now().isAfter(seldomUsed.createdAt().plusMillis(2500)));
        assertThat(getexes(() -> found(seldomUsed, LONG))).isZero();
    }

    @Test
    void withoutThePermissionTheScriptLoadsIt() {
        List<String> rule = new ArrayList<>(AclRule.forRedis(LeastPrivilege.USER, LeastPrivilege.PASSWORD, "iam"));
        assertThat(rule.remove("+getex")).isTrue();
        try (RedisServer server = LeastPrivilege.start(rule);
                Fixture fixture = new Fixture(Fixture.settings(server.uri(), LeastPrivilege.SETTINGS), new TestEncryption("first"))) {
            fixture.awaitConnection();
            StoredState stored = States.of("alice");
            StateRepository repository = fixture.repository;
            repository.create(stored, 0, soon());

            for (int i = 0; i < 3; i++) {
                assertThat(repository.load(stored.key(), LONG, soon())).isInstanceOf(Found.class);
            }
            assertThat(LeastPrivilege.refused(server)).containsOnly("getex");
        }
    }

    @Test
    void aFaultDoesNotLeaveItToTheScript() {
        StoredState stored = created(States.of("alice"));
        found(stored, LONG);

        shared.server().pause();
        try {
            assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> shared.repository().load(stored.key(), LONG,
                    Deadline.after(Duration.ofMillis(20))));
        } finally {
            shared.server().resume();
        }

        long scripts = calls("evalsha");
        found(stored, LONG);
        assertThat(calls("evalsha")).isEqualTo(scripts);
    }

    private StoredState created(StoredState stored) {
        shared.repository().create(stored, 0, soon());
        return stored;
    }

    private Found found(StoredState stored, Timeouts configured) {
        return (Found) shared.repository().load(stored.key(), configured, soon());
    }

    private static String name(StoredState stored) {
        return new KeyLayout("iam", stored.key().module()).record(stored.key().storageId());
    }

    private long expiry(StoredState stored) {
        return Long.parseLong(shared.server().send("PEXPIRETIME", name(stored)).substring(1).strip());
    }

    /** As Redis tells the time: seconds and microseconds. */
    private Instant clock() {
        String[] lines = shared.server().send("TIME").split("\r\n");
        return Instant.ofEpochSecond(Long.parseLong(lines[2]), Long.parseLong(lines[4]) * 1000);
    }

    private long getexes(Runnable operation) {
        long before = calls("getex");
        operation.run();
        return calls("getex") - before;
    }

    private long calls(String command) {
        Matcher matcher = Pattern.compile("cmdstat_" + command + ":calls=(\\d+)")
                .matcher(shared.server().send("INFO", "commandstats"));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
