package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StateKey;
import com.iam.state.api.Unreadable;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** What somebody finds, and achieves, who owns Redis. */
class RedisProtectionTest implements RedisTest {

    private final SharedRedis shared = new SharedRedis(RealEncryption.aes());

    @Override
    public SharedRedis shared() {
        return shared;
    }

    private StateRepository repository() {
        return shared.repository();
    }

    private RedisServer server() {
        return shared.server();
    }

    private StoredState created(StoredState state) {
        assertThat(repository().create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return state;
    }

    private LoadOutcome load(StateKey key) {
        return repository().load(key, LONG, soon());
    }

    private static String recordKey(StoredState state) {
        return new KeyLayout("iam", state.key().module()).record(state.key().storageId());
    }

    private static Unreadable refusal(LoadOutcome outcome) {
        assertThat(outcome).isInstanceOf(LoadOutcome.Refused.class);
        return ((LoadOutcome.Refused) outcome).why();
    }

    @Test
    void nothingOfAUserOrAnAttributeCanBeReadInRedis() {
        StoredState stored = States.of("Hieronymus");
        created(new StoredState(stored.key(), stored.secretHash(), 1, stored.writeId(), stored.createdAt(),
                stored.timeouts(), stored.state().with("pseudonymOfField", "contentOfField")));

        String dump = new String(server().dump(), StandardCharsets.ISO_8859_1);

        assertThat(dump).contains(stored.key().storageId());
        assertThat(dump).doesNotContain("Hieronymus", "pseudonymOfField", "contentOfField");
    }

    @Test
    void aRecordOfAnotherSessionIsNotAuthentic() {
        StoredState victim = created(States.of("alice"));
        StoredState thief = created(States.of("mallory"));

        server().send("COPY", recordKey(victim), recordKey(thief), "REPLACE");

        assertThat(refusal(load(thief.key()))).isEqualTo(Unreadable.NOT_AUTHENTIC);
        assertThat(load(victim.key())).isInstanceOf(LoadOutcome.Found.class);
    }

    @Test
    void aRecordWithALongerLifetimeIsNotAuthentic() {
        StoredState stored = created(States.of("alice"));

        server().send("SETRANGE", recordKey(stored), "41", "\0\0\0\1");

        assertThat(refusal(load(stored.key()))).isEqualTo(Unreadable.NOT_AUTHENTIC);
    }

    @Test
    void aRecordUnderAnUnknownKeyIsLeftForTheOneWhoHasIt() {
        StoredState stored = created(States.of("alice"));

        try (Fixture other = new Fixture(server().uri(), new TestEncryption("other"))) {
            other.awaitConnection();
            assertThat(refusal(other.repository.load(stored.key(), LONG, soon()))).isEqualTo(Unreadable.UNKNOWN_KEY);
            assertThat(other.repository.page("login", Optional.empty(), 10, soon()).items()).singleElement()
                    .extracting(SessionInfo::unreadable).isEqualTo(Optional.of(Unreadable.UNKNOWN_KEY));
        }
        assertThat(load(stored.key())).isInstanceOf(LoadOutcome.Found.class);
    }

    @Test
    void whatIsNotARecordIsRefusedAndLeftAlone() {
        for (List<String> junk : List.of(List.of("SET", "junk"), List.of("SET", ""), List.of("LPUSH", "junk"))) {
            StoredState stored = created(States.of("alice"));
            server().send("DEL", recordKey(stored));
            server().send(junk.get(0), recordKey(stored), junk.get(1));

            assertThat(refusal(load(stored.key()))).isEqualTo(Unreadable.MALFORMED);
            assertThat(repository().update(States.incremented(stored), LONG, 0, soon())).isInstanceOf(WriteOutcome.Stale.class);
            assertThat(repository().create(stored, 0, soon())).isInstanceOf(WriteOutcome.Exists.class);
            assertThat(server().send("EXISTS", recordKey(stored))).startsWith(":1");
            assertThat(repository().delete(stored.key(), SessionEnd.Cause.USER, soon())).isInstanceOf(WriteOutcome.Applied.class);
        }
    }

    @Test
    void aNewerFormatIsRecognised() {
        StoredState stored = created(States.of("alice"));
        server().send("SETRANGE", recordKey(stored), "0", "\2");

        assertThat(refusal(load(stored.key()))).isEqualTo(Unreadable.NEWER_FORMAT);
    }

    @Test
    void aSessionOfAnotherSubjectsIndexIsNotListed() {
        StoredState alices = created(States.of("alice"));
        created(States.of("bob"));
        String bobs = new KeyLayout("iam", "login").subject(
                RecordFormat.text(RealEncryption.aes().tokens("iam", "login", "bob").get(0)));

        server().send("ZADD", bobs, "1", KeyLayout.bucket(alices.key().storageId()) + alices.key().storageId());

        assertThat(repository().sessionsOf("login", "bob", Optional.empty(), 10, soon()).items()).singleElement()
                .extracting(SessionInfo::subject).isEqualTo(Optional.of("bob"));
    }

    @Test
    void aRecordWithoutAnExpiryEndsWithItsLifetime() {
        StoredState stored = created(States.of("alice"));
        server().send("PERSIST", recordKey(stored));

        assertThat(repository().peek(stored.key(), LONG, soon())).isInstanceOfSatisfying(LoadOutcome.Found.class,
                found -> assertThat(found.expiresAt()).isEqualTo(stored.createdAt().plus(LONG.absoluteLifetime())));
    }
}
