package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Assurance;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.SecretHash;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.Parallel;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/**
 * Sessions end, and change their secrets, while near caches are cut off, deaf or stopped. Two instances have one, the second of
 * which can be made deaf; a third one has none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NearCacheFaultsTest {

    private static final boolean FULL = Boolean.getBoolean("iam.full");
    private static final int ROUNDS = FULL ? 1_000 : 40;
    /** Each takes as long as it takes to be heard again. */
    private static final int KILLS = FULL ? 100 : 20;

    private RedisServer server;
    private Fixture cached;
    private DeafFixture deaf;
    private Fixture plain;

    @BeforeAll
    void start() {
        server = RedisServer.start();
        RedisSettings with = settings(true);
        cached = new Fixture(with, new TestEncryption("first"));
        deaf = new DeafFixture(with, new TestEncryption("first"));
        plain = new Fixture(settings(false), new TestEncryption("first"));
        List.of(cached, deaf.fixture, plain).forEach(Fixture::awaitConnection);
    }

    private RedisSettings settings(boolean nearCache) {
        return Fixture.settings(server.uri(),
                Map.of("responseTimeoutInMs", 5000, "nearCache", nearCache, "nearCacheLeaseInMs", 2000));
    }

    @AfterAll
    void stop() {
        List.of(cached, deaf.fixture, plain).forEach(Fixture::close);
        server.close();
    }

    /** A session that both caches have a copy of. */
    private StoredState known() {
        Await.until("both caches serve", () -> List.of(cached, deaf.fixture).stream().allMatch(each -> each.store.coherence().mayServe()));
        StoredState stored = States.of("alice");
        plain.repository.create(stored, 0, soon());
        List.of(cached, deaf.fixture).forEach(each -> {
            Await.until("a copy is kept", () -> {
                each.repository.load(stored.key(), LONG, soon());
                long before = hits(each);
                each.repository.load(stored.key(), LONG, soon());
                return hits(each) > before;
            });
        });
        return stored;
    }

    private static long hits(Fixture fixture) {
        return fixture.repository.info().nearCache().orElseThrow().hits();
    }

    private static LoadOutcome read(Fixture fixture, StoredState stored) {
        return fixture.repository.peek(stored.key(), LONG, soon());
    }

    private void assertGone(StoredState stored) {
        for (Fixture each : List.of(cached, deaf.fixture, plain)) {
            assertThat(read(each, stored)).isInstanceOf(LoadOutcome.Absent.class);
        }
    }

    @Test
    void whoeverEndsASessionItIsServedByNobodyOnceTheCallHasAnswered() {
        for (Fixture ending : List.of(cached, deaf.fixture, plain)) {
            for (int i = 0; i < ROUNDS; i++) {
                StoredState stored = known();
                assertThat(ending.repository.delete(stored.key(), Cause.USER, soon())).isInstanceOf(WriteOutcome.Applied.class);
                assertGone(stored);
            }
        }
    }

    @Test
    void anOldSecretIsServedByNobodyOnceTheCallHasAnswered() {
        for (int i = 0; i < ROUNDS; i++) {
            StoredState stored = known();
            StoredState renewed = stored.next(States.writeId(), SecretHash.of(States.token()), stored.state());
            assertThat(plain.repository.update(renewed, LONG, 0, Assurance.REPLICATED, soon())).isInstanceOf(WriteOutcome.Applied.class);
            for (Fixture each : List.of(cached, deaf.fixture)) {
                assertThat(read(each, stored)).isInstanceOfSatisfying(LoadOutcome.Found.class,
                        found -> assertThat(found.stored()).isEqualTo(renewed));
            }
        }
    }

    @Test
    void aDeafInstanceIsStruckAndServesNothingOfWhatItHad() {
        for (int i = 0; i < 3; i++) {
            StoredState stored = known();
            StoredState other = known();
            long emptied = deaf.fixture.repository.info().nearCache().orElseThrow().emptied();
            deaf.deaf.set(true);
            try {
                assertThat(cached.repository.delete(stored.key(), Cause.USER, soon())).isInstanceOf(WriteOutcome.Applied.class);
                assertGone(stored);
                assertThat(read(deaf.fixture, other)).isInstanceOf(LoadOutcome.Found.class);
            } finally {
                deaf.deaf.set(false);
            }
            Await.until("it has learned that it was struck",
                    () -> deaf.fixture.repository.info().nearCache().orElseThrow().emptied() > emptied);
        }
    }

    @Test
    void aSubscriptionThatIsKilledTakesTheCopiesWithIt() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        List<StoredState> ended = new CopyOnWriteArrayList<>();

        Parallel.run(2, i -> () -> {
            if (i == 0) {
                try {
                    for (int n = 0; n < KILLS; n++) {
                        StoredState stored = known();
                        plain.repository.delete(stored.key(), Cause.USER, soon());
                        assertGone(stored);
                        ended.add(stored);
                    }
                } finally {
                    over.set(true);
                }
            } else {
                while (!over.get()) {
                    int before = ended.size();
                    server.send("CLIENT", "KILL", "TYPE", "pubsub");
                    Await.until("a session has ended", () -> over.get() || ended.size() > before);
                }
            }
            return null;
        });

        assertThat(ended).hasSize(KILLS).allSatisfy(this::assertGone);
        assertThat(cached.repository.info().nearCache().orElseThrow().emptied()).isPositive();
    }

    @Test
    void newsThatCannotBeUnderstoodEmptyTheCaches() {
        known();
        long emptied = cached.repository.info().nearCache().orElseThrow().emptied();

        server.send("PUBLISH", "iam:1:news", "something newer");

        Await.until("the cache is emptied", () -> cached.repository.info().nearCache().orElseThrow().emptied() > emptied);
        assertThat(read(cached, known())).isInstanceOf(LoadOutcome.Found.class);
    }

    @Test
    void whileRedisIsStoppedNothingIsServedForLongerThanTheLease() {
        StoredState stored = known();
        server.pause();
        try {
            Await.until("the right to serve has run out", () -> !cached.store.coherence().mayServe());
            assertThat(catching(() -> read(cached, stored))).isNotNull();
        } finally {
            server.resume();
        }
        cached.awaitConnection();
        StoredState next = States.incremented(stored);
        Await.until("Redis answers", () -> catching(() -> assertThat(plain.repository.update(next, LONG, 0, soon()))
                .isInstanceOf(WriteOutcome.Applied.class)) == null);
        Await.until("the change is seen", () -> ((LoadOutcome.Found) read(cached, stored)).stored().equals(next));
    }

    @Test
    void aRestartedRedisFindsTheCachesEmpty() {
        StoredState stored = known();
        long emptied = cached.repository.info().nearCache().orElseThrow().emptied();
        server.kill();
        Await.until("the loss is known", () -> cached.repository.info().nearCache().orElseThrow().emptied() > emptied);
        assertThat(cached.store.coherence().mayServe()).isFalse();

        server.startAgain();

        List.of(cached, deaf.fixture, plain).forEach(Fixture::awaitConnection);
        assertGone(stored);
        known();
    }

    private static StateUnavailableException catching(Runnable call) {
        try {
            call.run();
            return null;
        } catch (StateUnavailableException e) {
            return e;
        }
    }
}
