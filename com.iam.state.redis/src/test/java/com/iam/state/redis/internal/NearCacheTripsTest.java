package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import com.iam.state.api.Change;
import com.iam.state.api.Freshness;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateManager;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** What a near cache spares, and how old its answers are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NearCacheTripsTest {

    private static final int REQUESTS = 1000;

    private RedisServer server;
    private Instances instances;

    @BeforeAll
    void start() {
        server = RedisServer.start();
        instances = new Instances(server, 2, Fixture.NEAR_CACHE);
    }

    @AfterAll
    void stop() {
        instances.close();
        server.close();
    }

    /** As Redis counts: each operation on a session begins with one GET, GETEX or GETRANGE, and the list of caches needs none. */
    private double trips(Runnable request) {
        long before = reads();
        for (int i = 0; i < REQUESTS; i++) {
            request.run();
        }
        return (reads() - before) / (double) REQUESTS;
    }

    private long reads() {
        return Pattern.compile("cmdstat_get(?:range|ex)?:calls=(\\d+)").matcher(server.send("INFO", "commandstats")).results()
                .mapToLong(found -> Long.parseLong(found.group(1))).sum();
    }

    @Test
    void aReadTakesNoTripAndACommitTakesOne() {
        StateManager manager = instances.manager(0);
        SessionToken token = manager.start(SessionState.EMPTY.withSubject("alice").with("n", 0)).token();
        int[] number = new int[1];
        Runnable write = () -> {
            Session seen = ((Live<Session>) manager.resume(token)).value();
            assertThat(manager.update(token, seen, state -> Change.to(state.with("n", state.int64("n").orElseThrow() + 1))))
                    .isInstanceOf(Live.class);
        };
        Runnable mostlyRead = () -> {
            if (number[0]++ % 10 == 0) {
                write.run();
            } else {
                assertThat(manager.resume(token)).isInstanceOf(Live.class);
            }
        };
        double writing = trips(write);
        double reading = trips(mostlyRead);

        System.out.printf("trips with a near cache: W %.3f, R %.3f%n", writing, reading);
        assertThat(writing).isLessThanOrEqualTo(1.05);
        assertThat(reading).isLessThanOrEqualTo(0.15);
        assertThat(manager.resume(token)).isInstanceOfSatisfying(Live.class, live -> assertThat(
                ((Session) live.value()).state().int64("n")).contains(REQUESTS + REQUESTS / 10L));
    }

    @Test
    void whoDemandsTheLatestStateAsksRedis() {
        StateManager manager = instances.manager(0);
        SessionToken token = manager.start(SessionState.EMPTY).token();

        assertThat(trips(() -> manager.resume(token, Freshness.LATEST))).isEqualTo(1.0);
        assertThat(trips(() -> manager.peek(token, Freshness.LATEST))).isEqualTo(1.0);
        assertThat(trips(() -> manager.peek(token))).isLessThan(0.1);
    }

    /** Printed, not asserted: how long after a change was acknowledged another instance may still show what was before. */
    @Test
    void whatIsStaleIsSoForMoments() {
        RedisStateRepository writer = instances.fixture(0).repository;
        RedisStateRepository reader = instances.fixture(1).repository;
        StoredState present = States.of("alice");
        writer.create(present, 0, soon());
        long[] nanos = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            reader.load(present.key(), LONG, soon());
            present = States.incremented(present);
            writer.update(present, LONG, 0, soon());
            long acknowledged = System.nanoTime();
            StoredState expected = present;
            while (!((LoadOutcome.Found) reader.load(expected.key(), LONG, soon())).stored().equals(expected)) {
                Thread.onSpinWait();
            }
            nanos[i] = System.nanoTime() - acknowledged;
        }
        Arrays.sort(nanos);
        System.out.printf("another instance shows a change after: p50 %d us, p99 %d us, at most %d us%n",
                nanos[REQUESTS / 2] / 1000, nanos[REQUESTS * 99 / 100] / 1000, nanos[REQUESTS - 1] / 1000);
        assertThat(instances.fixture(1).repository.info().nearCache().orElseThrow().hits()).isPositive();
    }

    /** Each instance sees nothing but copies most of the time, and yet the session lives as long as either uses it. */
    @Test
    void touchesReachRedisOftenEnough() {
        Timeouts idle = new Timeouts(Duration.ofMillis(2000), Duration.ofHours(1));
        StoredState stored = States.of(States.MODULE, SessionState.EMPTY, idle);
        RedisStateRepository repository = instances.fixture(0).repository;
        repository.create(stored, 0, soon());
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();

        Await.until("it has been in use for longer than its idle timeout", () -> {
            assertThat(repository.load(stored.key(), idle, soon())).isInstanceOf(LoadOutcome.Found.class);
            return System.nanoTime() > end;
        });

        Await.until("it ends when nobody uses it", () -> {
            boolean here = repository.peek(stored.key(), idle, soon()) instanceof LoadOutcome.Expired;
            boolean there = instances.fixture(1).repository.peek(stored.key(), idle, Freshness.LATEST, soon()) instanceof LoadOutcome.Expired;
            // Asked first, the copy must not outlive what Redis says after it.
            assertThat(!here && there && instances.fixture(0).repository.peek(stored.key(), idle, soon()) instanceof LoadOutcome.Found)
                    .isFalse();
            return here && there;
        });
    }

    @Test
    void anotherEncryptionAndAFreezeTakeTheCopiesWithThem() {
        Fixture fixture = instances.fixture(0);
        StoredState stored = States.of("alice");
        fixture.repository.create(stored, 0, soon());
        Supplier<Double> reading = () -> trips(() -> fixture.repository.load(stored.key(), LONG, soon()));
        reading.get();
        assertThat(reads(() -> fixture.repository.load(stored.key(), LONG, soon()))).isZero();

        fixture.repository.freeze(States.MODULE);
        fixture.repository.thaw(States.MODULE);
        assertThat(reads(() -> fixture.repository.load(stored.key(), LONG, soon()))).isEqualTo(1);

        fixture.gate.close();
        fixture.gate.open(Backend.of(fixture.store, fixture.binding.bound().orElseThrow()));
        assertThat(reads(() -> fixture.repository.load(stored.key(), LONG, soon()))).isEqualTo(1);
        assertThat(reads(() -> fixture.repository.load(stored.key(), LONG, soon()))).isZero();
    }

    private long reads(Runnable operation) {
        long before = reads();
        operation.run();
        return reads() - before;
    }

    @Test
    void theNumberOfCopiesIsBounded() {
        Map<String, Object> few = Map.of("nearCache", true, "nearCacheLeaseInMs", 4000, "nearCacheMaximumEntries", 100);
        try (Instances small = new Instances(server, List.of(few))) {
            for (int i = 0; i < 500; i++) {
                StoredState stored = States.of("alice");
                small.fixture(0).repository.create(stored, 0, soon());
                small.fixture(0).repository.load(stored.key(), LONG, soon());
            }
            assertThat(small.fixture(0).repository.info().nearCache().orElseThrow().entries()).isBetween(1L, 100L);
            assertThat(small.fixture(0).repository.info().nearCache().orElseThrow().evictions()).isGreaterThanOrEqualTo(400);
        }
    }
}
