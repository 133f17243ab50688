package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Freshness;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.Unreadable;
import com.iam.state.api.provider.Assurance;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.LoadOutcome.Found;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.support.codec.EncodedState;
import com.iam.state.testkit.States;

/** A record that is known is not opened again, and nothing else is taken for it. */
class KnownRecordsTest implements RedisTest {

    private final CountingEncryption encryption = new CountingEncryption(new TestEncryption("first"));
    private final SharedRedis shared = new SharedRedis(encryption);

    @Override
    public SharedRedis shared() {
        return shared;
    }

    @Test
    void whatWasReadIsOpenedOnce() {
        StoredState stored = created(States.of("alice"));

        assertThat(opened(() -> assertThat(load(stored)).isEqualTo(stored))).isEqualTo(1);
        assertThat(opened(() -> assertThat(load(stored)).isEqualTo(stored))).isZero();
        assertThat(opened(() -> assertThat(shared.repository().peek(stored.key(), LONG, soon())).isInstanceOf(Found.class))).isZero();
    }

    @Test
    void whatWasWrittenIsNotOpened() {
        StoredState changed = States.incremented(created(States.of("alice")));
        update(shared.repository(), changed);

        assertThat(opened(() -> assertThat(load(changed)).isEqualTo(changed))).isZero();
    }

    @Test
    void whatAnotherInstanceWroteIsOpened() {
        try (Fixture other = new Fixture(Fixture.settings(shared.server().uri(), Map.of()), new TestEncryption("first"))) {
            other.awaitConnection();
            StoredState stored = created(States.of("alice"));
            load(stored);
            StoredState changed = States.incremented(stored);
            update(other.repository, changed);

            assertThat(opened(() -> assertThat(load(stored)).isEqualTo(changed))).isEqualTo(1);
            // The attributes that stayed are not those that are known by now, and must come out right all the same.
            StoredState again = States.incremented(changed);
            update(shared.repository(), again);
            assertThat(((Found) other.repository.load(stored.key(), LONG, soon())).stored()).isEqualTo(again);
        }
    }

    @Test
    void noByteOfAKnownRecordCanBeChanged() {
        StoredState stored = created(States.of("alice"));
        load(stored);
        byte[] record = record(stored);
        for (int i = 1; i < record.length; i++) {
            byte[] changed = record.clone();
            changed[i] ^= 1;
            put(stored, changed);

            assertThat(shared.repository().load(stored.key(), LONG, soon())).as("byte %d", i).isNotInstanceOf(Found.class);
        }
        put(stored, record);
        assertThat(load(stored)).isEqualTo(stored);
    }

    @Test
    void theRecordOfAnotherSessionIsRefusedThoughItIsKnown() {
        StoredState victim = created(States.of("alice"));
        StoredState thief = created(States.of("mallory"));
        load(victim);
        load(thief);

        put(thief, record(victim));

        assertThat(shared.repository().load(thief.key(), LONG, soon()))
                .isEqualTo(new LoadOutcome.Refused(Unreadable.NOT_AUTHENTIC));
    }

    @Test
    void whatAnOldKeySealedIsOpenedEachTime() {
        CountingEncryption migrating = new CountingEncryption(new TestEncryption("second", "first"));
        StoredState stored = created(States.of("alice"));
        try (Fixture later = new Fixture(Fixture.settings(shared.server().uri(), Map.of()), migrating)) {
            later.awaitConnection();
            long before = migrating.opened();
            for (int i = 0; i < 3; i++) {
                assertThat(later.repository.load(stored.key(), LONG, soon())).isInstanceOf(Found.class);
            }
            assertThat(migrating.opened() - before).isEqualTo(3);
        }
    }

    @Test
    void aSessionThatWasEndedIsForgotten() {
        StoredState stored = created(States.of("alice"));
        load(stored);
        byte[] record = record(stored);
        shared.repository().delete(stored.key(), SessionEnd.Cause.USER, soon());

        put(stored, record);

        assertThat(opened(() -> assertThat(load(stored)).isEqualTo(stored))).isEqualTo(1);
    }

    @Test
    void whatAMigrationRefusesFromItsDeadlineOnIsRefusedThoughItIsKnown() {
        CountingEncryption migrating = new CountingEncryption(new TestEncryption("first"));
        try (Fixture fixture = new Fixture(Fixture.settings(shared.server().uri(), Map.of()), migrating)) {
            fixture.awaitConnection();
            StoredState read = created(States.of("alice"));
            StoredState written = States.incremented(created(States.of("alice")));
            fixture.repository.load(read.key(), LONG, soon());
            update(fixture.repository, written);

            migrating.deadline();

            for (StoredState each : List.of(read, written)) {
                assertThat(fixture.repository.load(each.key(), LONG, soon()))
                        .isEqualTo(new LoadOutcome.Refused(Unreadable.PLAINTEXT_REFUSED));
            }
        }
    }

    @Test
    void withANearCacheNothingIsKeptTwice() {
        CountingEncryption counted = new CountingEncryption(new TestEncryption("first"));
        try (Fixture fixture = new Fixture(Fixture.settings(shared.server().uri(), Fixture.NEAR_CACHE), counted)) {
            fixture.awaitConnection();
            StoredState stored = created(States.of("alice"));
            long before = counted.opened();
            for (int i = 0; i < 3; i++) {
                fixture.repository.load(stored.key(), LONG, Freshness.LATEST, soon());
            }
            assertThat(counted.opened() - before).isEqualTo(3);
        }
    }

    @Test
    void whatNobodyAsksForGoesAfterAMinute() {
        AtomicLong time = new AtomicLong();
        KnownRecords known = new KnownRecords(true, envelope -> false, time::get);
        known.put(known(States.of("alice")));
        StoredState asked = States.of("bob");
        known.put(known(asked));

        time.addAndGet(Duration.ofSeconds(50).toNanos());
        assertThat(known.find(asked.key(), new byte[1])).isPresent();
        known.tidy();
        assertThat(known.size()).isEqualTo(2);

        time.addAndGet(Duration.ofSeconds(20).toNanos());
        known.tidy();
        assertThat(known.size()).isEqualTo(1);
        assertThat(known.lastOf(asked.key())).isPresent();
    }

    private static KnownRecords.Known known(StoredState stored) {
        Envelope envelope = new Envelope(Envelope.FORMAT, Envelope.SUITE_AES_128_GCM, TestEncryption.keyId("first"));
        return new KnownRecords.Known(new byte[1], envelope, stored, EncodedState.NONE);
    }

    private StoredState created(StoredState stored) {
        assertThat(shared.repository().create(stored, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return stored;
    }

    private StoredState load(StoredState stored) {
        return ((Found) shared.repository().load(stored.key(), LONG, soon())).stored();
    }

    private static void update(StateRepository repository, StoredState state) {
        assertThat(repository.update(state, LONG, 0, Assurance.ORDINARY, soon())).isInstanceOf(WriteOutcome.Applied.class);
    }

    private long opened(Runnable operation) {
        long before = encryption.opened();
        operation.run();
        return encryption.opened() - before;
    }

    private byte[] record(StoredState stored) {
        return link().getAndExpire(name(stored), stored.createdAt().plusSeconds(3600), soon()).orElseThrow();
    }

    private void put(StoredState stored, byte[] record) {
        String hex = HexFormat.of().formatHex(record);
        shared.server().send("EVAL", "redis.call('SET', KEYS[1], (ARGV[1]:gsub('..', function(each) "
                + "return string.char(tonumber(each, 16)) end)), 'KEEPTTL')", "1", name(stored), hex);
    }

    private RedisLink link() {
        return shared.fixture().store.link();
    }

    private static String name(StoredState stored) {
        return new KeyLayout("iam", stored.key().module()).record(stored.key().storageId());
    }
}
