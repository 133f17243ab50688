package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.LoadOutcome.Found;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.States;

/** A session that was used here a moment ago is saved by a script that judges no time, and nobody can tell but by that. */
class SwiftSavesTest implements RedisTest {

    private final SharedRedis shared = new SharedRedis();

    @Override
    public SharedRedis shared() {
        return shared;
    }

    @Test
    void theWholeScriptSavesItAtFirstAndTheSmallOneAfterwards() {
        StoredState first = created(States.of("alice"));
        StoredState second = States.incremented(first);
        StoredState third = States.incremented(second);

        assertThat(judged(() -> applied(second))).isTrue();
        assertThat(judged(() -> applied(third))).isFalse();
        assertThat(judged(() -> assertThat(loaded(third).stored()).isEqualTo(third))).isFalse();
        assertThat(judged(() -> applied(States.incremented(third)))).isFalse();
    }

    @Test
    void itsDeadlineMovesOnAsFarAsRedisWouldMoveIt() {
        StoredState stored = used(States.of("alice"));
        for (int i = 0; i < 50; i++) {
            stored = States.incremented(stored);
            WriteOutcome.Applied outcome = applied(stored);
            assertThat(outcome.expiresAt()).isBeforeOrEqualTo(Instant.now().plus(LONG.idle()).plusSeconds(1));
            assertThat(shared.repository().peek(stored.key(), LONG, soon())).isEqualTo(new Found(stored, outcome.expiresAt()));
        }
    }

    @Test
    void whatAnotherInstanceDidIsNotOverwritten() {
        try (Fixture other = new Fixture(Fixture.settings(shared.server().uri(), Map.of()), new TestEncryption("first"))) {
            other.awaitConnection();
            StoredState stored = used(States.of("alice"));
            StoredState ours = States.incremented(stored);
            StoredState theirs = States.incremented(stored);

            other.repository.update(theirs, LONG, 0, soon());
            assertThat(update(ours)).isEqualTo(new WriteOutcome.Stale(theirs.revision()));
            assertThat(loaded(stored).stored()).isEqualTo(theirs);

            other.repository.delete(stored.key(), SessionEnd.Cause.USER, soon());
            assertThat(update(States.incremented(theirs))).isEqualTo(new WriteOutcome.Absent());
        }
    }

    @Test
    void aWriteThatIsRepeatedKnowsItself() {
        StoredState changed = States.incremented(used(States.of("alice")));
        applied(changed);

        assertThat(update(changed)).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(update(States.incremented(States.incremented(changed)))).isEqualTo(new WriteOutcome.Stale(changed.revision()));
    }

    @Test
    void whatChangesAnIndexOrATimeIsJudged() {
        StoredState anonymous = used(States.anonymous());
        StoredState named = States.changed(anonymous, anonymous.state().withSubject("bob"));
        assertThat(judged(() -> applied(named))).isTrue();
        assertThat(shared.repository().sessionsOf("login", "bob", Optional.empty(), 10, soon()).items()).hasSize(1);

        Timeouts shorter = new Timeouts(Duration.ofMinutes(10), LONG.absoluteLifetime());
        StoredState stored = used(States.of("alice"));
        assertThat(judged(() -> assertThat(shared.repository().update(States.incremented(stored), shorter, 0, soon()))
                .isInstanceOf(WriteOutcome.Applied.class))).isTrue();
    }

    private StoredState created(StoredState stored) {
        shared.repository().create(stored, 0, soon());
        return stored;
    }

    private StoredState used(StoredState stored) {
        loaded(created(stored));
        return stored;
    }

    private Found loaded(StoredState stored) {
        return (Found) shared.repository().load(stored.key(), LONG, soon());
    }

    private WriteOutcome update(StoredState stored) {
        return shared.repository().update(stored, LONG, 0, soon());
    }

    private WriteOutcome.Applied applied(StoredState stored) {
        return (WriteOutcome.Applied) update(stored);
    }

    /** Whether a script asked for the time. Once a second the list of near caches is looked at, which does so as well. */
    private boolean judged(Runnable operation) {
        shared.fixture().store.check(soon());
        long before = times();
        operation.run();
        return times() > before;
    }

    private long times() {
        Matcher matcher = Pattern.compile("cmdstat_time:calls=(\\d+)").matcher(shared.server().send("INFO", "commandstats"));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
