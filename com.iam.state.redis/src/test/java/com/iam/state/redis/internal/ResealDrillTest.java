package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Parallel;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** Many unencrypted sessions are sealed in the background while others read and write them. */
class ResealDrillTest {

    private static final int SESSIONS = Boolean.getBoolean("iam.full") ? 100_000 : 5_000;
    private static final int CREATORS = 8;
    private static final Duration BETWEEN = Duration.ofMillis(2);
    private static final String ALICE = "alice@example.com";

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();

    @Test
    void noneIsLostAndNoneIsPlainAfterwards() {
        try (RedisServer server = RedisServer.start()) {
            RedisSettings settings = Fixture.settings(server.uri(),
                    Map.of("responseTimeoutInMs", 10_000, "encryption.target", "(state.encryption=*)"));
            List<StoredState> sessions;
            try (Fixture plain = new Fixture(settings, RealEncryption.none())) {
                plain.awaitConnection();
                sessions = Parallel.run(CREATORS, i -> () -> created(plain, SESSIONS / CREATORS)).stream()
                        .flatMap(List::stream).toList();
            }
            assertThat(dump(server)).contains(ALICE);
            List<Fixture> instances = IntStream.range(0, 2)
                    .mapToObj(i -> new Fixture(settings, RealEncryption.fromNoneToAes())).toList();
            instances.forEach(Fixture::awaitConnection);
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> use(instances, sessions));

            long began = System.nanoTime();
            List<Long> sealed = Parallel.run(2, i -> () ->
                    new Resealing(instances.get(i).repository, instances.get(i).store::modules).pass(100_000));
            long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
            stop.set(true);
            load.join();

            System.out.printf("%d sessions sealed again by two instances (%s) in %d ms, during %d reads and %d writes of others%n",
                    SESSIONS, sealed, took, reads.get(), writes.get());
            assertThat(Fixture.keysInUse(instances.get(0).store)).doesNotContainKey(KeyInfo.NONE).hasSize(1)
                    .containsValue((long) sessions.size());
            assertThat(sessions).allSatisfy(session -> assertThat(instances.get(1).repository.peek(session.key(), LONG, soon()))
                    .isInstanceOf(LoadOutcome.Found.class));
            assertThat(dump(server)).doesNotContain(ALICE);
            instances.forEach(Fixture::close);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<StoredState> created(Fixture plain, int number) {
        return Stream.generate(() -> {
            StoredState state = States.of(ALICE);
            assertThat(plain.repository.create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
            return state;
        }).limit(number).toList();
    }

    /** About 500 requests a second, of which every fourth writes. */
    private void use(List<Fixture> instances, List<StoredState> sessions) {
        while (!stop.get()) {
            int n = ThreadLocalRandom.current().nextInt(sessions.size());
            RedisStateRepository repository = instances.get(n % 2).repository;
            LoadOutcome outcome = repository.load(sessions.get(n).key(), LONG, soon());
            assertThat(outcome).isInstanceOf(LoadOutcome.Found.class);
            reads.incrementAndGet();
            if (n % 4 == 0) {
                StoredState present = ((LoadOutcome.Found) outcome).stored();
                if (repository.update(States.incremented(present), LONG, 0, soon()) instanceof WriteOutcome.Applied) {
                    writes.incrementAndGet();
                }
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private static String dump(RedisServer server) {
        return new String(server.dump(), StandardCharsets.ISO_8859_1);
    }
}
