package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.States;

/** A value of another type in the place of any key: whatever it keeps is put right by use, and nothing fails for it. */
class WrongTypesTest implements RedisTest {

    private static final KeyLayout KEYS = new KeyLayout("iam", "login");
    private static final Map<String, List<String>> TYPES = Map.of(
            "string", List.of("SET", "{}", "x"), "list", List.of("RPUSH", "{}", "x"), "set", List.of("SADD", "{}", "x"),
            "hash", List.of("HSET", "{}", "x", "x"), "sorted set", List.of("ZADD", "{}", "1", "x"),
            "stream", List.of("XADD", "{}", "*", "x", "x"));

    private final SharedRedis shared = new SharedRedis(RealEncryption.aes());

    @Override
    public SharedRedis shared() {
        return shared;
    }

    private RedisStateRepository repository() {
        return shared.repository();
    }

    static Stream<Arguments> keysAndTypes() {
        Map<String, Function<StoredState, String>> kinds = Map.of(
                "modules", state -> KeyLayout.modules("iam"),
                "sealers", state -> KeyLayout.sealers("iam"),
                "caches", state -> KeyLayout.caches("iam"),
                "expiry index", state -> KEYS.index(state.key().storageId()),
                "ends", state -> KEYS.ends(state.key().storageId()),
                "subject", state -> KEYS.subject(RecordFormat.text(RealEncryption.aes().tokens("iam", "login", "alice").get(0))));
        return kinds.entrySet().stream().flatMap(kind -> TYPES.keySet().stream()
                .map(type -> Arguments.of(kind.getKey(), type, kind.getValue())));
    }

    @ParameterizedTest(name = "{0}: a {1}")
    @MethodSource("keysAndTypes")
    void itIsPutRightByUse(String kind, String type, Function<StoredState, String> key) {
        StoredState stored = States.of("alice");
        assertThat(repository().create(stored, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        Runnable spoil = () -> {
            shared.server().send("DEL", key.apply(stored));
            assertThat(shared.server().send(TYPES.get(type).stream().map(word -> word.replace("{}", key.apply(stored)))
                    .toArray(String[]::new))).doesNotStartWith("-");
        };

        spoil.run();
        assertThat(repository().create(States.of("alice"), 9, soon())).isInstanceOf(WriteOutcome.Applied.class);
        spoil.run();
        assertThat(repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
        assertThat(repository().update(States.incremented(stored), LONG, 9, soon())).isInstanceOf(WriteOutcome.Applied.class);
        spoil.run();
        repository().page("login", Optional.empty(), 10, soon());
        spoil.run();
        repository().sessionsOf("login", "alice", Optional.empty(), 10, soon());
        spoil.run();
        repository().count("login", soon());
        spoil.run();
        shared.fixture().store.sweep(soon());
        shared.fixture().store.sealers("key", "instance", Duration.ofMinutes(1), soon());
        shared.fixture().store.protectedBy("", soon());
        spoil.run();
        assertThat(repository().delete(stored.key(), Cause.USER, soon())).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Absent.class);
        spoil.run();
        repository().settleEnds("login", repository().claimEnds("login", 10, Duration.ofMinutes(1), soon()), soon());
        shared.fixture().store.sweep(soon());
        shared.fixture().store.sealers("key", "instance", Duration.ofMinutes(1), soon());

        StoredState after = States.of("alice");
        assertThat(repository().create(after, 9, soon())).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(repository().sessionsOf("login", "alice", Optional.empty(), 10, soon()).items())
                .anyMatch(info -> info.key().equals(after.key()));
        assertThat(shared.server().send("SISMEMBER", KeyLayout.modules("iam"), "login")).startsWith(":1");
    }

    @ParameterizedTest(name = "a record: a {0}")
    @MethodSource("types")
    void aRecordIsRefusedAndCanBeDeleted(String type) {
        StoredState stored = States.of("alice");
        repository().create(stored, 0, soon());
        String key = KEYS.record(stored.key().storageId());
        shared.server().send("DEL", key);
        shared.server().send(TYPES.get(type).stream().map(word -> word.replace("{}", key)).toArray(String[]::new));

        assertThat(repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Refused.class);
        assertThat(repository().update(States.incremented(stored), LONG, 0, soon())).isInstanceOf(WriteOutcome.Stale.class);
        repository().page("login", Optional.empty(), 10, soon());
        repository().count("login", soon());
        shared.fixture().store.sweep(soon());
        assertThat(repository().delete(stored.key(), Cause.USER, soon())).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Absent.class);
    }

    static Stream<String> types() {
        return TYPES.keySet().stream();
    }
}
