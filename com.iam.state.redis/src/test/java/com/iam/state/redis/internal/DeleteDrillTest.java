package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import com.iam.state.api.Change;
import com.iam.state.api.SessionOutcome;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionOutcome.Reason;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.Started;
import com.iam.state.api.StateManager;
import com.iam.state.testkit.Parallel;
import com.iam.state.testkit.RedisServer;

/** Sessions are deleted while requests on other instances read, change and renew them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeleteDrillTest {

    private static final int ROUNDS = Boolean.getBoolean("iam.full") ? 100_000 : 2_000;
    /** So many rounds follow each other in one task: a task has a limit of time. */
    private static final int ROUNDS_AT_A_TIME = 2_000;

    private RedisServer server;
    private Instances instances;

    /** What is set beside the defaults. */
    Map<String, Object> settings() {
        return Map.of();
    }

    @BeforeAll
    void start() {
        server = RedisServer.start();
        instances = new Instances(server, 3, settings());
    }

    @AfterAll
    void stop() {
        instances.close();
        server.close();
    }

    /** One session, and every token that it has ever had. */
    private final class Round {

        private final Queue<SessionToken> tokens = new ConcurrentLinkedQueue<>();
        private final AtomicLong finished;
        private volatile SessionToken newest;
        private volatile boolean ended;

        Round(AtomicLong finished) {
            this.finished = finished;
            keep(instances.manager(0).start(SessionState.EMPTY.withSubject("alice").with("n", 0)).token());
        }

        private void keep(SessionToken token) {
            tokens.add(token);
            newest = token;
        }

        void delete() {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_500_000));
            assertThat(instances.administration(0).delete(newest.storageId())).isTrue();
            ended = true;
        }

        /** Goes on until it learns that the session is gone: at the moment of the deletion it is always in flight. */
        void use(int role) {
            StateManager manager = instances.manager(role);
            while (true) {
                SessionToken token = newest;
                boolean endedBefore = ended;
                SessionOutcome<?> outcome = switch (role) {
                    case 1 -> manager.resume(token);
                    case 2 -> manager.update(token, state -> Change.to(state.with("n", state.int64("n").orElseThrow() + 1)));
                    default -> manager.renewId(token, Change::to);
                };
                assertThat(endedBefore && outcome instanceof Live<?>).as("served after the end was confirmed").isFalse();
                if (outcome instanceof Live<?> live && live.value() instanceof Started<?> renewed) {
                    keep(renewed.token());
                }
                if (outcome instanceof Gone<?> gone && gone.reason() != Reason.RENEWED) {
                    assertThat(gone.reason()).isEqualTo(Reason.ABSENT);
                    finished.incrementAndGet();
                    return;
                }
            }
        }

        void verify() {
            SessionToken first = tokens.element();
            for (SessionToken each : List.of(first, newest)) {
                assertThat(instances.manager(1).peek(each)).isEqualTo(new Gone<>(Reason.ABSENT));
            }
        }
    }

    @Test
    void noRequestInFlightBringsADeletedSessionBack() throws InterruptedException {
        AtomicLong finished = new AtomicLong();
        long begin = System.nanoTime();

        for (int done = 0; done < ROUNDS; done += ROUNDS_AT_A_TIME) {
            rounds(Math.min(ROUNDS_AT_A_TIME, ROUNDS - done), finished);
        }

        System.out.printf("%d deletions against requests in flight: %d ms%n", ROUNDS,
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
        assertThat(finished).hasValue(3L * ROUNDS);
        assertThat(instances.administration(2).count()).isZero();
        assertThat(instances.administration(2).sessionsOf("alice", Optional.empty(), 10).items()).isEmpty();
        assertThat(instances.administration(2).page(Optional.empty(), 10).items()).isEmpty();
        assertThat(server.send("KEYS", "*}:x")).as("the expiry index").startsWith("*0");
        assertThat(server.send("KEYS", "*:u:*")).as("the index of subjects").startsWith("*0");
    }

    private void rounds(int number, AtomicLong finished) throws InterruptedException {
        Round[] round = {new Round(finished)};
        CyclicBarrier next = new CyclicBarrier(4);
        Parallel.run(4, role -> () -> {
            for (int i = 0; i < number; i++) {
                next.await(30, TimeUnit.SECONDS);
                Round present = round[0];
                if (role == 0) {
                    present.delete();
                } else {
                    present.use(role);
                }
                next.await(30, TimeUnit.SECONDS);
                if (role == 0) {
                    present.verify();
                    round[0] = i + 1 < number ? new Round(finished) : null;
                }
            }
            return null;
        });
    }
}
