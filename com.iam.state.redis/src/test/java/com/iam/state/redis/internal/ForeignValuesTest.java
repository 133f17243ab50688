package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Page;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Unreadable;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** What is corrupt, cut off or not ours is told apart, harms nothing else, and can be deleted. */
class ForeignValuesTest implements RedisTest {

    private final SharedRedis shared = new SharedRedis(RealEncryption.aes());

    @Override
    public SharedRedis shared() {
        return shared;
    }

    private RedisStateRepository repository() {
        return shared.repository();
    }

    private RedisServer server() {
        return shared.server();
    }

    private StoredState created(StoredState state) {
        assertThat(repository().create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return state;
    }

    private static String recordKey(StoredState state) {
        return new KeyLayout("iam", "login").record(state.key().storageId());
    }

    private int length(StoredState stored) {
        return Integer.parseInt(server().send("STRLEN", recordKey(stored)).substring(1).strip());
    }

    private List<StateKey> listed() {
        List<StateKey> keys = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<SessionInfo> page = repository().page("login", cursor, 2, soon());
            page.items().forEach(info -> keys.add(info.key()));
            cursor = page.next();
        } while (cursor.isPresent());
        return keys;
    }

    @Test
    void aRecordThatWasCutOffAnywhereIsRefusedAndHarmsNoOther() {
        StoredState intact = created(States.of("alice"));
        int whole = length(intact);
        for (int length = 1; length < whole; length += 7) {
            StoredState stored = created(States.of("alice"));
            server().send("EVAL", "redis.call('SET', KEYS[1], redis.call('GETRANGE', KEYS[1], 0, ARGV[1] - 1), 'KEEPTTL')",
                    "1", recordKey(stored), String.valueOf(length));

            assertThat(repository().load(stored.key(), LONG, soon())).as("cut off after %d bytes", length)
                    .isIn(new LoadOutcome.Refused(Unreadable.MALFORMED), new LoadOutcome.Refused(Unreadable.NOT_AUTHENTIC),
                            new LoadOutcome.Absent());
            assertThat(listed()).contains(intact.key());
            assertThat(repository().sessionsOf("login", "alice", Optional.empty(), 10, soon()).items())
                    .extracting(SessionInfo::key).contains(intact.key());
            repository().delete(stored.key(), SessionEnd.Cause.USER, soon());
            assertThat(repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Absent.class);
        }
        assertThat(listed()).containsExactly(intact.key());
    }

    @Test
    void anyByteThatWasChangedIsNoticed() {
        StoredState stored = created(States.of("alice"));
        int length = length(stored);
        for (int at = 0; at < length; at++) {
            String flip = "local c = redis.call('GETRANGE', KEYS[1], ARGV[1], ARGV[1]):byte() "
                    + "redis.call('SETRANGE', KEYS[1], ARGV[1], string.char((c + 128) % 256))";
            server().send("EVAL", flip, "1", recordKey(stored), String.valueOf(at));

            assertThat(repository().peek(stored.key(), LONG, soon())).as("byte %d", at).isNotInstanceOf(LoadOutcome.Found.class);
            assertThat(repository().page("login", Optional.empty(), 10, soon()).items()).as("byte %d", at)
                    .allMatch(info -> info.unreadable().isPresent());
            server().send("EVAL", flip, "1", recordKey(stored), String.valueOf(at));
        }
        assertThat(repository().peek(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
    }

    @Test
    void aValueThatIsLargerThanAnyRecordIsRefusedWithoutBeingSent() {
        StoredState stored = created(States.of("alice"));
        server().send("SETRANGE", recordKey(stored), "30000000", "x");
        String before = server().send("INFO", "stats");

        assertThat(repository().load(stored.key(), LONG, soon())).isEqualTo(new LoadOutcome.Refused(Unreadable.MALFORMED));
        assertThat(sent(server().send("INFO", "stats")) - sent(before)).isLessThan(100_000);
    }

    private static long sent(String statistics) {
        return Long.parseLong(statistics.replaceAll("(?s).*total_net_output_bytes:(\\d+).*", "$1"));
    }

    /** Garbage in the expiry index, some of it with a copy of a record behind it. */
    @Test
    void garbageInTheIndexesBreaksNoList() {
        StoredState stored = created(States.of("alice"));
        KeyLayout keys = new KeyLayout("iam", "login");
        String tokens = keys.subject(RecordFormat.text(RealEncryption.aes().tokens("iam", "login", "alice").get(0)));
        for (String junk : List.of("", "x", "\u0000".repeat(38), "~".repeat(22) + "0".repeat(16), "a".repeat(500))) {
            for (int bucket : new int[] {0, 255}) {
                server().send("ZADD", keys.index(bucket), "99999999999999", junk);
                String id = junk.length() > 22 ? junk.substring(0, 22) : junk;
                server().send("COPY", recordKey(stored), keys.index(bucket).replaceFirst("x$", "s:") + id, "REPLACE");
            }
            server().send("ZADD", tokens, "1", junk);
        }
        // In the index of a bucket that is not its own, with the authentic record.
        String wrong = keys.index(KeyLayout.bucket(stored.key().storageId()).equals("fe") ? 253 : 254);
        server().send("ZADD", wrong, "99999999999999", stored.key().storageId() + "0".repeat(16));
        server().send("COPY", recordKey(stored), wrong.replaceFirst("x$", "s:") + stored.key().storageId(), "REPLACE");

        assertThat(listed()).contains(stored.key());
        assertThat(repository().sessionsOf("login", "alice", Optional.empty(), 10, soon()).items())
                .extracting(SessionInfo::key).containsExactly(stored.key());
        assertThat(repository().create(States.of("alice"), 2, soon())).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(repository().count("login", soon())).isPositive();
        shared.fixture().store.sweep(soon());
        assertThat(repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
    }

    @Test
    void aValueInThePlaceOfAnIndexBreaksNoListAndNoLogIn() {
        StoredState stored = created(States.of("alice"));
        KeyLayout keys = new KeyLayout("iam", "login");
        String index = keys.index(stored.key().storageId());
        String subject = keys.subject(RecordFormat.text(RealEncryption.aes().tokens("iam", "login", "alice").get(0)));

        server().send("SET", index, "junk");
        assertThat(listed()).isEmpty();
        assertThat(repository().count("login", soon())).isZero();
        server().send("SET", subject, "junk");
        assertThat(repository().sessionsOf("login", "alice", Optional.empty(), 10, soon()).items()).isEmpty();

        server().send("SET", index, "junk");
        server().send("SET", subject, "junk");
        assertThat(repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
        StoredState next = created(States.of("alice"));
        assertThat(repository().create(States.of("alice"), 5, soon())).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(repository().sessionsOf("login", "alice", Optional.empty(), 10, soon()).items())
                .extracting(SessionInfo::key).hasSize(2).contains(next.key());
    }

    /** Redis refuses the command; the record is as good as ever. */
    @Test
    void aMissingPermissionIsAFaultAndNoBrokenSession() {
        StoredState stored = created(States.of("alice"));
        server().send("ACL", "SETUSER", "limited", "on", ">secret", "~*", "&*", "+@all", "-get", "-getrange");

        try (Fixture limited = new Fixture(Fixture.settings(server().uri(),
                Map.of("username", "limited", ".password", "secret")), RealEncryption.aes())) {
            Await.until("it is connected, and lacks what it needs", () -> catchThrowable(() -> limited.repository.check(soon()))
                    .getMessage().contains("may not run get, getrange"));
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> limited.repository.load(stored.key(), LONG, soon()));
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> limited.repository.update(States.incremented(stored), LONG, 0, soon()));
        } finally {
            server().send("ACL", "DELUSER", "limited");
        }
        assertThat(repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
    }
}
