package com.iam.state.redis.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.state.testkit.Await;

/** What becomes of a connection that is lost, silent, or not to a Redis. */
class WireFaultsTest extends OnAWire {

    @Test
    void whoLosesTheConnectionKnowsWhetherRedisMayHaveSeenTheCommand() throws Exception {
        Asking leader = leader();
        Asking second = new Asking("SECOND", LIMIT).awaitParked();

        server.hangUp();

        assertThat(leader.outcome()).isEqualTo(Outcome.Missing.LOST);
        assertThat(second.outcome()).isEqualTo(Outcome.Missing.UNSENT);
        assertThat(ask("THIRD", LIMIT)).isEqualTo(Outcome.Missing.UNSENT);
        assertThat(wire.isBroken()).isTrue();
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        Asking leader = leader();
        Asking second = new Asking("SECOND", LIMIT).awaitParked();

        wire.close();

        assertThat(leader.outcome()).isEqualTo(Outcome.Missing.LOST);
        assertThat(second.outcome()).isEqualTo(Outcome.Missing.UNSENT);
    }

    @Test
    void whatIsNotRedisIsNotListenedTo() throws Exception {
        Asking leader = leader();

        server.send("HTTP/1.1 400 Bad Request\r\n");

        assertThat(leader.outcome()).isEqualTo(Outcome.Missing.LOST);
        assertThat(wire.isBroken()).isTrue();
    }

    @Test
    void aConnectionInDoubtIsUsedAgainOnceItAnswers() throws Exception {
        wire.doubt();
        assertThat(wire.isUsable()).isFalse();

        Thread check = new Thread(() -> wire.check(LIMIT));
        check.start();
        assertThat(server.receive()).contains("PING");
        server.send("+PONG\r\n");
        check.join();

        assertThat(wire.isUsable()).isTrue();
    }

    @Test
    void whoWaitedForLongCastsDoubtAndAnyAnswerClearsIt() throws Exception {
        try (ScriptedServer slow = new ScriptedServer(); Wire other = slow.wire(Duration.ofMillis(200))) {
            assertThat(other.call(List.of("FIRST"), System.nanoTime() + 300_000_000)).isEqualTo(Outcome.Missing.LATE);
            assertThat(other.isUsable()).isFalse();
            slow.receive();

            Thread next = new Thread(() -> other.call(List.of("SECOND"), System.nanoTime() + LIMIT.toNanos()));
            next.start();
            slow.receive();
            slow.send(":1\r\n:2\r\n");
            next.join();

            assertThat(other.isUsable()).isTrue();
        }
    }

    @Test
    void aCheckAsksOnlyWhomNothingWasHeardOfForLong() throws Exception {
        wire.check(LIMIT);
        Thread check = new Thread(() -> wire.check(Duration.ZERO));
        check.start();

        assertThat(server.receive()).isEqualTo("*1\r\n$4\r\nPING\r\n");
        server.hangUp();
        check.join();
        assertThat(wire.isBroken()).isTrue();
    }

    /** Nobody reads at the other end, and the system's buffers are full. */
    @Test
    void aGuardEndsAConnectionThatTakesNothing() throws Exception {
        try (ScriptedServer deaf = new ScriptedServer(); Wire stuck = deaf.wire(Duration.ofMillis(200))) {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            new Thread(() -> outcome.complete(stuck.call(List.of(new byte[32 << 20]),
                    System.nanoTime() + LIMIT.toNanos()))).start();

            Await.until("it is closed", LIMIT, () -> {
                stuck.guard();
                return stuck.isBroken();
            });

            assertThat(outcome.get()).isEqualTo(Outcome.Missing.LOST);
        }
    }

    @Test
    void anAnswerToNothingEndsTheConnection() throws Exception {
        Asking leader = leader();

        server.send(":1\r\n:2\r\n");

        assertThat(leader.outcome()).isEqualTo(new Outcome.Answered(1L));
        assertThat(wire.isBroken()).isTrue();
    }

    @Test
    void whoWasInAHurryCastsNoDoubt() throws Exception {
        assertThat(ask("FIRST", Duration.ofMillis(50))).isEqualTo(Outcome.Missing.LATE);

        assertThat(wire.isUsable()).isTrue();
    }

    /** As for want of memory. Nobody waits for a lead that went with it. */
    @Test
    void anErrorEndsTheConnection() {
        Object word = new Object() {
            @Override
            public String toString() {
                throw new LinkageError("as when a bundle goes");
            }
        };

        assertThatExceptionOfType(LinkageError.class).isThrownBy(() -> wire.call(List.of(word), System.nanoTime() + LIMIT.toNanos()));

        assertThat(wire.isBroken()).isTrue();
        assertThat(wire.isBusy()).isFalse();
        assertThat(ask("SECOND", LIMIT)).isEqualTo(Outcome.Missing.UNSENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$-3221225472", "$-2", "*-7", "$99999999999999999999", "$9999999999", "*1x", "$1\r\nabc", "*9\r\n*9\r\n*9\r\n*9\r\n*9"
            + "\r\n*9\r\n*9\r\n*9\r\n*9\r\n:1"})
    void whatRedisDoesNotSendIsNotBelieved(String text) throws Exception {
        Asking leader = leader();

        server.send(text + "\r\n");

        assertThat(leader.outcome()).isEqualTo(Outcome.Missing.LOST);
    }
}
