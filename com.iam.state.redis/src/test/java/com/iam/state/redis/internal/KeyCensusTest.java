package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.candidate;
import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.admin.KeyReport;
import com.iam.state.api.admin.KeyReport.Usage;
import com.iam.state.api.provider.StoredState;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** When a key may go. */
class KeyCensusTest {

    private static final String OLD = TestEncryption.keyId("first");
    private static final String NEW = TestEncryption.keyId("second");

    private final RedisServer server = RedisServer.start();
    private final Fixture fixture = new Fixture(Fixture.settings(server.uri(), Map.of()), new TestEncryption("first"));
    private final Candidate before = candidate(1, 0, "aes128gcm", new TestEncryption("first"));
    private final Candidate after = candidate(2, 0, "aes128gcm", new TestEncryption("second", "first"));
    private final KeyCensus census = new KeyCensus(new SecureRandom());

    @BeforeEach
    void connect() {
        fixture.awaitConnection();
    }

    @AfterEach
    void stop() {
        fixture.close();
        server.close();
    }

    private StoredState created() {
        StoredState state = States.of("alice");
        fixture.repository.create(state, 0, soon());
        return state;
    }

    private List<Usage> keys(KeyCensus by, Candidate encryption) {
        return by.take(fixture.store, encryption, soon()).keys();
    }

    @Test
    void aKeyIsInUseWhileSessionsLiveUnderItAndItIsKnownForHowLong() {
        created();
        StoredState last = created();

        assertThat(keys(census, after)).containsExactly(new Usage(NEW, 0, 1, Optional.empty()),
                new Usage(OLD, 2, 0, Optional.of(last.createdAt().plus(last.timeouts().absoluteLifetime()))));
    }

    @Test
    void aKeyIsUnusedOnceItsSessionsHaveMovedAndNobodySealsWithIt() {
        StoredState state = created();
        KeyCensus other = new KeyCensus(new SecureRandom());
        assertThat(keys(other, before)).containsExactly(new Usage(OLD, 1, 1, Optional.empty()));
        try (Fixture rotated = new Fixture(fixture.settings, new TestEncryption("second", "first"))) {
            rotated.awaitConnection();
            rotated.repository.update(States.incremented(state), LONG, 0, soon());
        }

        assertThat(keys(census, after)).containsExactly(new Usage(NEW, 1, 1, Optional.empty()),
                new Usage(OLD, 0, 1, Optional.empty())).noneMatch(Usage::isUnused);

        assertThat(keys(other, after)).containsExactly(new Usage(NEW, 1, 2, Optional.empty()),
                new Usage(OLD, 0, 0, Optional.empty(), true));
        KeyReport report = census.take(fixture.store, after, soon());
        assertThat(report.keys().get(1).isUnused()).isTrue();
        assertThat(report.keys().get(1).isUsedUp()).isTrue();
    }

    @Test
    void aKeyThatIsNewIsUnusedButNotUsedUp() {
        created();

        KeyReport report = census.take(fixture.store, candidate(2, 0, "aes128gcm", new TestEncryption("first", "second")), soon());
        assertThat(report.keys().get(1)).isEqualTo(new Usage(NEW, 0, 0, Optional.empty()));
        assertThat(report.keys().get(1).isUnused()).isTrue();
        assertThat(report.keys().get(1).isUsedUp()).isFalse();
    }

    @Test
    void whoLeavesSealsWithNothing() {
        KeyCensus other = new KeyCensus(new SecureRandom());
        keys(other, before);
        other.leave(fixture.store, soon());

        assertThat(keys(census, after)).extracting(Usage::sealers).containsExactly(1, 0);
    }

    @Test
    void aKeyThatTheEncryptionDoesNotOpenIsShownToo() {
        created();

        assertThat(keys(census, candidate(3, 0, "aes128gcm", new TestEncryption("third"))))
                .extracting(Usage::id, Usage::sessions)
                .containsExactly(tuple(TestEncryption.keyId("third"), 0L), tuple(OLD, 1L));
    }
}
