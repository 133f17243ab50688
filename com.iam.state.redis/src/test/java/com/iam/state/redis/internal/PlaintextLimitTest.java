package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;
import com.iam.state.api.Unreadable;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateEncryption;
import com.iam.state.api.provider.StoredState;
import com.iam.state.crypto.internal.TestMigration;
import com.iam.state.support.guard.GuardedEncryption;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** A migration from None accepts what nobody has sealed. That ends with its deadline, also for what is sealed again by then. */
class PlaintextLimitTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final StateEncryption NONE = RealEncryption.none();
    private static final StateEncryption AES = RealEncryption.aes();

    private static RedisServer server;

    private final Instant deadline = Instant.ofEpochMilli(Instant.now().plusSeconds(3600).toEpochMilli());
    private final StateEncryption migrating = TestMigration.writingNew(NONE, AES, deadline);

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** As somebody would plant it who wants it to last. */
    private static StoredState planted(Instant createdAt) {
        StoredState some = States.of("admin");
        return new StoredState(some.key(), some.secretHash(), 1, some.writeId(), createdAt, new Timeouts(WEEK, WEEK), some.state());
    }

    private static Instant end(StoredState stored) {
        return stored.createdAt().plus(stored.timeouts().absoluteLifetime());
    }

    @Test
    void whatIsSealedAgainDoesNotOutliveTheDeadline() {
        try (Fixture plain = new Fixture(server.uri(), NONE); Fixture after = new Fixture(server.uri(), migrating);
                Fixture sealed = new Fixture(server.uri(), AES)) {
            plain.awaitConnection();
            after.awaitConnection();
            sealed.awaitConnection();
            StoredState planted = planted(Instant.ofEpochMilli(Instant.now().toEpochMilli()));
            plain.repository.create(planted, 0, soon());
            assertThat(found(after, planted.key()).expiresAt()).isBeforeOrEqualTo(deadline);

            assertThat(new Resealing(after.repository, after.store::modules).pass(1000)).isEqualTo(1);

            assertThat(end(found(sealed, planted.key()).stored())).isBeforeOrEqualTo(deadline);
            assertThat(found(sealed, planted.key()).expiresAt()).isBeforeOrEqualTo(deadline);
        }
    }

    @Test
    void norDoesWhatIsUsed() {
        try (Fixture plain = new Fixture(server.uri(), NONE); Fixture after = new Fixture(server.uri(), migrating)) {
            plain.awaitConnection();
            after.awaitConnection();
            StoredState planted = planted(Instant.ofEpochMilli(Instant.now().toEpochMilli()));
            plain.repository.create(planted, 0, soon());

            StoredState read = found(after, planted.key()).stored();
            after.repository.update(States.incremented(read), new Timeouts(WEEK, WEEK), 0, soon());

            assertThat(end(found(after, planted.key()).stored())).isBeforeOrEqualTo(deadline);
        }
    }

    @Test
    void whatSaysThatItBeganAfterTheDeadlineIsRefused() {
        StoredState planted = planted(deadline.plusSeconds(1));
        byte[] record = new Sealing("iam", GuardedEncryption.local(NONE)).seal(planted, soon()).value();

        assertThat(new Sealing("iam", GuardedEncryption.local(migrating)).open(planted.key(), record, soon()))
                .isEqualTo(new Sealing.Refused(Unreadable.PLAINTEXT_REFUSED));
    }

    private static LoadOutcome.Found found(Fixture fixture, StateKey key) {
        return (LoadOutcome.Found) fixture.repository.load(key, new Timeouts(WEEK, WEEK), soon());
    }
}
