package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.SessionState;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.admin.RepositoryInfo.NearCacheInfo;
import com.iam.state.api.provider.Assurance;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** The only instance with a near cache is told nothing by Redis, and knows all the same what it has changed itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NearCacheAloneTest {

    private final Doubts doubts = new Doubts();
    private RedisServer server;
    private LateLink link;
    private Fixture fixture;

    @BeforeAll
    void start() {
        server = RedisServer.start();
        RedisSettings settings = Fixture.settings(server.uri(), Fixture.NEAR_CACHE);
        RedisStore store = RedisStore.connect(settings, doubts);
        link = new LateLink(store.link());
        fixture = new Fixture(settings, new TestEncryption("first"), new RedisStore(link, store.replication(), store.namespace(),
                store.location(), store.cluster(), store.certificates(), store.names(), store.coherence(), store.refusals()));
        fixture.awaitConnection();
    }

    @AfterAll
    void stop() {
        fixture.close();
        server.close();
    }

    @BeforeEach
    void awaitCalm() {
        Await.until("it is alone and serves", () -> isAlone() && fixture.store.coherence().mayServe());
    }

    private boolean isAlone() {
        StateKey any = States.of("bob").key();
        try (Coherence.Notice notice = fixture.store.coherence().notice(any, 1, false)) {
            return notice.channel().isEmpty();
        }
    }

    private NearCacheInfo cache() {
        return fixture.repository.info().nearCache().orElseThrow();
    }

    private long published() {
        Matcher calls = Pattern.compile("cmdstat_publish:calls=(\\d+)").matcher(server.send("INFO", "commandstats"));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    private StoredState created() {
        StoredState stored = States.of("alice");
        fixture.repository.create(stored, 0, soon());
        return stored;
    }

    private LoadOutcome loaded(StoredState stored) {
        return fixture.repository.load(stored.key(), LONG, soon());
    }

    private static void assertShows(LoadOutcome outcome, StoredState expected) {
        assertThat(outcome).isInstanceOfSatisfying(LoadOutcome.Found.class,
                found -> assertThat(found.stored()).isEqualTo(expected));
    }

    private CompletableFuture<WriteOutcome> updating(StoredState next) {
        Deadline ample = Deadline.after(Duration.ofMinutes(2));
        return CompletableFuture.supplyAsync(() -> fixture.repository.update(next, LONG, 0, ample));
    }

    /** A session is used, changed and ended. */
    private void visit() {
        StoredState stored = created();
        assertShows(loaded(stored), stored);
        StoredState next = States.incremented(stored);
        assertThat(fixture.repository.update(next, LONG, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        assertShows(loaded(stored), next);
        assertThat(fixture.repository.delete(stored.key(), Cause.USER, soon())).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(loaded(stored)).isInstanceOf(LoadOutcome.Absent.class);
    }

    @Test
    void nobodyIsToldOfWhatItChangesUntilSomebodyElseHasACache() {
        Await.until("a visit is told to nobody", () -> {
            long before = published();
            visit();
            return published() == before;
        });

        try (Fixture other = new Fixture(fixture.settings, new TestEncryption("first"))) {
            other.awaitConnection();
            StoredState stored = created();
            assertShows(other.repository.load(stored.key(), LONG, soon()), stored);
            long before = published();
            fixture.repository.delete(stored.key(), Cause.USER, soon());

            assertThat(published()).isGreaterThan(before);
            assertThat(other.repository.load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Absent.class);
        }
    }

    @Test
    void aLateCallWithTheEncryptionOfBeforeIsKnownToTheCacheOfAfter() {
        Backend before = fixture.gate.current().orElseThrow();
        fixture.gate.close();
        fixture.gate.open(Backend.of(fixture.store, fixture.binding.bound().orElseThrow()));
        StoredState stored = created();
        assertShows(loaded(stored), stored);
        StoredState next = States.incremented(stored);

        before.records().update(next, LONG, 0, Assurance.ORDINARY, soon());

        assertShows(loaded(stored), next);
    }

    @Test
    void aChangeThatRedisMakesAfterItsAnswerWasGivenUpIsSeen() {
        StoredState stored = created();
        assertShows(loaded(stored), stored);
        StoredState next = States.incremented(stored);

        link.delayed(() -> assertThatExceptionOfType(StateUnavailableException.class)
                .isThrownBy(() -> fixture.repository.update(next, LONG, 0, soon())));
        assertShows(loaded(stored), stored);
        link.runDelayed();

        assertShows(loaded(stored), next);
    }

    @Test
    void suchAChangeIsSeenByTheConnectionThatFollowsAsWell() {
        StoredState stored = created();
        StoredState next = States.incremented(stored);
        link.delayed(() -> assertThatExceptionOfType(StateUnavailableException.class)
                .isThrownBy(() -> fixture.repository.update(next, LONG, 0, soon())));
        try (RedisStore other = RedisStore.connect(fixture.settings, doubts)) {
            fixture.binding.exchange(other);
            Await.until("the other one serves", () -> other.coherence().mayServe());
            assertShows(loaded(stored), stored);
            assertShows(loaded(stored), stored);

            link.runDelayed();

            assertShows(loaded(stored), next);
        } finally {
            fixture.binding.exchange(fixture.store);
        }
    }

    @Test
    void whoComesBeforeAChangeIsAnsweredIsToldOfIt() {
        StoredState stored = created();
        StoredState next = States.incremented(stored);
        link.hold();
        CompletableFuture<WriteOutcome> update = updating(next);
        try (Fixture other = new Fixture(fixture.settings, new TestEncryption("first"))) {
            other.awaitConnection();
            assertShows(other.repository.load(stored.key(), LONG, soon()), stored);
            long before = published();

            link.letGoOn();

            assertThat(update.join()).isInstanceOf(WriteOutcome.Applied.class);
            assertThat(published()).isGreaterThan(before);
            Await.until("the other one has heard of it", () -> other.repository.load(stored.key(), LONG, soon())
                    instanceof LoadOutcome.Found found && found.stored().equals(next));
        }
    }

    @Test
    void whoeverIsNotListedTellsEverybody() {
        server.send("DEL", "iam:1:caches");

        Await.until("it knows that the list was lost", () -> !isAlone());
        Await.until("it is listed again", this::isAlone);
    }

    @Test
    void copiesOfSessionsThatHaveExpiredGo() {
        Timeouts brief = new Timeouts(Duration.ofMillis(100), Duration.ofHours(1));
        StoredState stored = States.of(States.MODULE, SessionState.EMPTY, brief);
        fixture.repository.create(stored, 0, soon());
        fixture.repository.load(stored.key(), brief, soon());
        long before = cache().entries();

        Await.until("a sweep has found it", () -> {
            fixture.store.sweep(soon());
            return cache().entries() < before;
        });
    }

    @Test
    void aCopyUnderOtherTimeoutsTakesTheOldOnesPlace() {
        StoredState stored = created();
        loaded(stored);
        Timeouts shorter = new Timeouts(LONG.idle().dividedBy(2), LONG.absoluteLifetime());
        fixture.repository.load(stored.key(), shorter, soon());
        long before = cache().hits();

        fixture.repository.load(stored.key(), shorter, soon());

        assertThat(cache().hits()).isEqualTo(before + 1);
    }

    @Test
    void anEndThatRedisMakesAfterItsAnswerWasGivenUpIsSeen() {
        StoredState stored = created();
        assertShows(loaded(stored), stored);

        link.delayed(() -> assertThatExceptionOfType(StateUnavailableException.class)
                .isThrownBy(() -> fixture.repository.delete(stored.key(), Cause.USER, soon())));
        assertShows(loaded(stored), stored);
        link.runDelayed();

        assertThat(loaded(stored)).isInstanceOf(LoadOutcome.Absent.class);
    }
}
