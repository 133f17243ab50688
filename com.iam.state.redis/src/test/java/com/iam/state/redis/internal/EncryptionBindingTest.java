package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.candidate;
import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

class EncryptionBindingTest {

    private static RedisServer server;

    private Fixture fixture;
    private StoredState session;

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** A session lives under the key {@code a}. */
    @BeforeEach
    void begin() {
        server.send("FLUSHALL");
        fixture = new Fixture(server.uri(), new TestEncryption("a"));
        fixture.awaitConnection();
        session = States.of("alice");
        assertThat(fixture.repository.create(session, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    private long bound() {
        return fixture.binding.bound().map(Candidate::id).orElse(-1L);
    }

    private void assertThatTheSessionIsServed() {
        assertThat(fixture.repository.load(session.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
    }

    private void assertThatRequestsWaitInVain() {
        assertThatExceptionOfType(StateUnavailableException.class)
                .isThrownBy(() -> fixture.repository.load(session.key(), LONG, Deadline.after(Duration.ofMillis(50))))
                .withMessageContaining("no state encryption");
    }

    @Test
    void aStrayWithAHigherRankingChangesNothing() {
        fixture.candidates.put(2L, candidate(2, 1000, "aes128gcm", new TestEncryption("b", "a")));

        assertThat(fixture.binding.settle()).isEmpty();
        assertThat(bound()).isEqualTo(1);
    }

    @Test
    void whatDoesNotMatchIsNeverBound() {
        fixture.candidates.put(2L, candidate(2, 1000, "none", new TestEncryption("a")));
        fixture.binding.remove(1, false);

        assertThat(fixture.binding.settle()).contains("matches no state encryption");
        assertThat(bound()).isEqualTo(-1);
        assertThatRequestsWaitInVain();
    }

    @Test
    void aFilterThatMatchesNothingKeepsWhatIsBound() {
        assertThat(fixture.target("(state.encryption=rot13)")).contains("matches no state encryption");

        assertThat(bound()).isEqualTo(1);
        assertThatTheSessionIsServed();
    }

    @Test
    void anotherFilterSwitchesToWhatItMatches() {
        fixture.candidates.put(2L, candidate(2, 0, "migrating", new TestEncryption("b", "a")));

        assertThat(fixture.target("(state.encryption=migrating)")).isEmpty();
        assertThat(bound()).isEqualTo(2);
        assertThatTheSessionIsServed();
    }

    @Test
    void anEncryptionThatLacksAKeyInUseIsNotAdopted() {
        fixture.candidates.put(2L, candidate(2, 0, "migrating", new TestEncryption("b")));

        assertThat(fixture.target("(state.encryption=migrating)"))
                .hasValueSatisfying(why -> assertThat(why).contains(TestEncryption.keyId("a"), "protects live sessions (1)"));
        assertThat(bound()).isEqualTo(1);
        assertThatTheSessionIsServed();
    }

    @Test
    void itIsAdoptedOnceNothingNeedsTheKeyAnyMore() {
        fixture.candidates.put(2L, candidate(2, 0, "migrating", new TestEncryption("b")));
        fixture.target("(state.encryption=migrating)");
        fixture.repository.delete(session.key(), SessionEnd.Cause.USER, soon());

        assertThat(fixture.binding.settle()).isEmpty();
        assertThat(bound()).isEqualTo(2);
    }

    @Test
    void newSettingsOfAProviderTakeOverWhenTheOldServiceGoes() {
        fixture.add(2, new TestEncryption("b", "a"));
        assertThat(bound()).isEqualTo(1);

        assertThat(fixture.binding.remove(1, true)).isEmpty();
        assertThat(bound()).isEqualTo(2);
        assertThatTheSessionIsServed();
    }

    @Test
    void newSettingsThatLackAKeyInUseLeaveTheOldObjectInForce() {
        fixture.add(2, new TestEncryption("b"));

        assertThat(fixture.binding.remove(1, true)).isPresent();
        assertThat(bound()).isEqualTo(1);
        assertThatTheSessionIsServed();
        assertThat(fixture.repository.info().encryption()).hasValueSatisfying(
                info -> assertThat(info.keys().get(0).id()).isEqualTo(TestEncryption.keyId("a")));

        fixture.add(3, new TestEncryption("b", "a"));
        assertThat(bound()).isEqualTo(3);
        assertThatTheSessionIsServed();
    }

    @Test
    void aRefusalNamesTheSettingsThatWereChanged() {
        fixture.candidates.put(2L, new Candidate(2, 0, Map.of("state.encryption", "aes128gcm", "name", "key1", "state.encryption.phase",
                "retired", "state.encryption.source", "migrating-move.config", "state.encryption.keys.setting", "phase"),
                new TestEncryption("b")));

        assertThat(fixture.binding.remove(1, true)).hasValueSatisfying(why -> assertThat(why).contains("leave the phase at write-new"));
        assertThat(fixture.binding.refusedSettings().flatMap(Candidate::source)).contains("migrating-move.config");
        assertThat(fixture.binding.refusedSettings().map(Candidate::keysSetting)).contains("phase");
    }

    @Test
    void anOldObjectIsNotUsedWhenItsSuccessorHasGoneToo() {
        fixture.add(2, new TestEncryption("b"));
        fixture.binding.remove(1, true);

        fixture.binding.remove(2, true);

        assertThat(bound()).isEqualTo(-1);
        assertThatRequestsWaitInVain();
    }

    @Test
    void requestsWaitForAProviderThatIsReplaced() {
        fixture.binding.remove(1, false);
        assertThatRequestsWaitInVain();

        assertThat(fixture.add(5, new TestEncryption("a"))).isEmpty();
        assertThatTheSessionIsServed();
    }

    @Test
    void whoComesAfterAGapMustHaveTheKeysInUseAsWell() {
        fixture.binding.remove(1, false);

        assertThat(fixture.add(5, new TestEncryption("b"))).isPresent();
        assertThat(bound()).isEqualTo(-1);

        assertThat(fixture.add(6, new TestEncryption("b", "a"))).isEmpty();
        assertThat(bound()).isEqualTo(6);
    }

    @Test
    void ofSeveralTheOneIsChosenThatOpensWhatLives() {
        try (Fixture restarted = new Fixture(server.uri(), new TestEncryption("a"))) {
            restarted.candidates.clear();
            restarted.candidates.put(7L, candidate(7, 1000, "aes128gcm", new TestEncryption("b")));
            restarted.candidates.put(8L, candidate(8, 0, "aes128gcm", new TestEncryption("a")));
            EncryptionBinding binding = new EncryptionBinding(restarted.gate, restarted.candidates, restarted.settings, restarted.store);

            assertThat(binding.settle(true)).isEmpty();
            assertThat(binding.bound()).map(Candidate::id).contains(8L);
            assertThat(binding.ambiguity()).contains(
                    "matches 2 encryptions (aes128gcm 'key8', aes128gcm 'key7'), and means one: name it, as in (name=main)");
        }
    }

    @Test
    void whileAnInstanceStartsOneThatDoesNotOpenWhatLivesIsNotTakenInHaste() {
        try (Fixture restarted = new Fixture(server.uri(), new TestEncryption("a"))) {
            restarted.candidates.clear();
            restarted.candidates.put(7L, candidate(7, 0, "aes128gcm", new TestEncryption("b")));
            EncryptionBinding binding = new EncryptionBinding(restarted.gate, restarted.candidates, restarted.settings, restarted.store);

            assertThat(binding.settle(true)).contains("chooses aes128gcm 'key7', which does not open 1 of the live sessions");
            assertThat(binding.bound()).isEmpty();
            assertThat(binding.settle()).isEmpty();
            assertThat(binding.bound()).isPresent();
        }
    }

    @Test
    void withoutRedisOneOfSeveralIsNotGuessed() {
        try (Fixture restarted = new Fixture(server.uri(), new TestEncryption("a"))) {
            restarted.candidates.put(7L, candidate(7, 1000, "aes128gcm", new TestEncryption("b")));
            EncryptionBinding binding = new EncryptionBinding(restarted.gate, restarted.candidates, restarted.settings, restarted.store);
            server.pause();
            try {
                assertThat(binding.settle()).hasValueSatisfying(why -> assertThat(why).contains("matches 2", "cannot be known"));
                assertThat(binding.bound()).isEmpty();
            } finally {
                server.resume();
            }
        }
    }

    @Test
    void withoutRedisOnlyAnEncryptionWithAllKeysIsAdopted() {
        server.pause();
        try {
            fixture.add(2, new TestEncryption("b"));
            assertThat(fixture.binding.remove(1, true)).hasValueSatisfying(why -> assertThat(why).contains("cannot be asked"));
            assertThat(bound()).isEqualTo(1);

            fixture.add(3, new TestEncryption("b", "a"));
            assertThat(bound()).isEqualTo(3);
        } finally {
            server.resume();
        }
    }
}
