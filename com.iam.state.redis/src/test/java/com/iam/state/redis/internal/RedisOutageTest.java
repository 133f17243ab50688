package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** Redis goes away and comes back. */
class RedisOutageTest {

    private static final String PASSWORD = "correct horse";

    private RedisServer server;
    private Fixture fixture;

    @BeforeEach
    void start() {
        server = RedisServer.start();
        fixture = new Fixture(server.uri(), new TestEncryption("first"));
    }

    @AfterEach
    void stop() {
        fixture.close();
        server.close();
    }

    private static StateUnavailableException failure(ThrowingCallable call) {
        StateUnavailableException failure = catchThrowableOfType(StateUnavailableException.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }

    private StoredState created() {
        StoredState stored = States.of("alice");
        assertThat(fixture.repository.create(stored, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return stored;
    }

    @Test
    void anUnreachableServerIsAwaitedAndUsedOnceItIsThere() {
        server.kill();
        try (Fixture early = new Fixture(server.uri(), new TestEncryption("first"))) {
            StateUnavailableException failure = failure(() -> early.repository.create(States.anonymous(), 0, soon()));
            assertThat(failure.isOutcomeUnknown()).isFalse();
            assertThat(failure).hasMessageContaining("Redis cannot be reached").hasNoCause();

            server.startAgain();
            early.awaitConnection();
            assertThat(early.repository.create(States.anonymous(), 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        }
    }

    @Test
    void noCallOutlivesItsDeadline() {
        server.kill();
        try (Fixture early = new Fixture(server.uri(), new TestEncryption("first"))) {
            long start = System.nanoTime();
            failure(() -> early.repository.load(States.anonymous().key(), LONG, Deadline.after(Duration.ofMillis(50))));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(900));
        }
        failure(() -> fixture.repository.load(States.anonymous().key(), LONG, Deadline.after(Duration.ZERO)));
    }

    @Test
    void aWriteThatWasNotAnsweredHasAnUnknownOutcome() {
        fixture.awaitConnection();
        StoredState stored = created();
        server.pause();
        StoredState next = States.incremented(stored);

        StateUnavailableException write = failure(() -> fixture.repository.update(next, LONG, 0, soon()));
        StateUnavailableException read = failure(() -> fixture.repository.load(stored.key(), LONG, soon()));

        assertThat(write.isOutcomeUnknown()).isTrue();
        assertThat(read.isOutcomeUnknown()).isFalse();
        assertThat(write).hasMessage("Redis did not answer in time").hasNoCause();

        server.resume();
        fixture.awaitConnection();
        assertThat(fixture.repository.update(next, LONG, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
    }

    /** A process that hangs keeps its connections, so that each call waits until its time is over. */
    @Test
    void aServerThatIsSilentIsLeftAloneUntilItSpeaks() {
        try (Fixture patient = new Fixture(Fixture.settings(server.uri(), Map.of("responseTimeoutInMs", 100)),
                new TestEncryption("first"))) {
            patient.awaitConnection();
            StoredState stored = created();
            server.pause();
            Await.until("nothing is sent any more", () -> !failure(
                    () -> patient.repository.update(States.incremented(stored), LONG, 0, soon())).isOutcomeUnknown());

            // Long enough for several probes.
            Deadline end = Deadline.after(Duration.ofSeconds(3));
            while (!end.hasPassed()) {
                assertThat(failure(() -> patient.repository.update(States.incremented(stored), LONG, 0, soon())).isOutcomeUnknown())
                        .as("a write was sent").isFalse();
                Thread.onSpinWait();
            }
            server.resume();
            patient.awaitConnection();
        }
    }

    @Test
    void aServerThatWasRestartedIsUsedAgainWithWhatItKept() {
        fixture.awaitConnection();
        StoredState stored = created();
        server.stop();

        Await.until("the loss is known, so that nothing is sent any more", () -> !failure(
                () -> fixture.repository.update(States.incremented(stored), LONG, 0, soon())).isOutcomeUnknown());

        server.startAgain();
        fixture.awaitConnection();
        assertThat(fixture.repository.load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
    }

    /** Redisson wraps what Redis answers to the first connection. */
    @Test
    void aServerThatLoadsItsDataIsSaidToDoSo() {
        try (RedisServer slow = RedisServer.start("--key-load-delay", "1000", "--loading-process-events-interval-bytes", "1024")) {
            slow.send("EVAL", "for i = 1, 5000 do redis.call('SET', i, 'x') end", "0");
            slow.stop();
            slow.startAgain();
            try (Fixture early = new Fixture(slow.uri(), new TestEncryption("first"))) {
                Await.until("the reason is known", () -> failure(
                        () -> early.repository.check(soon())).getMessage().equals(Refusal.LOADING.reason()));
                early.awaitConnection();
            }
        }
    }

    @Test
    void aMissingOrWrongPasswordIsSaidSoWithoutShowingIt() {
        try (RedisServer guarded = RedisServer.start("--requirepass", PASSWORD)) {
            for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of(), Map.of(".password", "battery staple"))) {
                try (Fixture refused = new Fixture(Fixture.settings(guarded.uri(), wrong), new TestEncryption("first"))) {
                    Await.until("the refusal is known", () -> failure(
                            () -> refused.repository.check(soon())).getMessage().contains("password"));
                    assertThat(failure(() -> refused.repository.create(States.anonymous(), 0, soon())))
                            .hasMessage("Redis refuses the user name or the password").hasNoCause();
                }
            }
            try (Fixture accepted = new Fixture(Fixture.settings(guarded.uri(), Map.of(".password", PASSWORD)),
                    new TestEncryption("first"))) {
                accepted.awaitConnection();
            }
        }
    }
}
