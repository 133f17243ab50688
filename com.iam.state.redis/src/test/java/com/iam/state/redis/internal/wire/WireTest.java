package com.iam.state.redis.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.state.testkit.Await;

class WireTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private ScriptedServer server;
    private Wire wire;

    @BeforeEach
    void connect() throws IOException, GeneralSecurityException {
        server = new ScriptedServer();
        wire = server.wire();
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        server.close();
    }

    /** A thread that asks. */
    private final class Asking {

        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final Thread thread;

        Asking(String word, Duration limit) {
            thread = new Thread(() -> outcome.complete(ask(word, limit)));
            thread.start();
        }

        Asking awaitParked() {
            Await.until("the caller waits", LIMIT, () -> thread.getState() == Thread.State.TIMED_WAITING);
            return this;
        }

        Outcome outcome() throws ExecutionException, InterruptedException {
            return outcome.get();
        }
    }

    private Outcome ask(String word, Duration limit) {
        return wire.call(List.of(word), System.nanoTime() + limit.toNanos());
    }

    /** Its command has been sent, and it waits for the answer. */
    private Asking leader() throws IOException {
        Asking leader = new Asking("FIRST", LIMIT);
        assertThat(server.receive()).isEqualTo("*1\r\n$5\r\nFIRST\r\n");
        return leader;
    }

    @Test
    void whatIsAskedWhileOneWaitsLeavesInOneGoAndInOrder() throws Exception {
        Asking leader = leader();
        List<Asking> others = new ArrayList<>();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            others.add(new Asking("C" + i, LIMIT).awaitParked());
            expected.append("*1\r\n$2\r\nC").append(i).append("\r\n");
        }

        server.send(":1\r\n");
        assertThat(leader.outcome()).isEqualTo(new Outcome.Answered(1L));
        assertThat(server.receive()).isEqualTo(expected.toString());
        for (int i = 0; i < 10; i++) {
            server.send(":" + i + "0\r\n");
        }
        for (int i = 0; i < 10; i++) {
            assertThat(others.get(i).outcome()).isEqualTo(new Outcome.Answered(i * 10L));
        }
    }

    @Test
    void whoseTimeIsOverGivesUpAloneAndItsAnswerIsNobodyElses() throws Exception {
        Asking hurried = new Asking("FIRST", Duration.ofMillis(300));
        server.receive();
        Asking patient = new Asking("SECOND", LIMIT).awaitParked();

        assertThat(hurried.outcome()).isEqualTo(Outcome.Missing.LATE);
        assertThat(server.receive()).contains("SECOND");
        server.send(":1\r\n:2\r\n");
        assertThat(patient.outcome()).isEqualTo(new Outcome.Answered(2L));
        assertThat(wire.isUsable()).isTrue();
    }

    @Test
    void theAnswerToOneThatGaveUpIsPassedOverByTheNext() throws Exception {
        assertThat(ask("FIRST", Duration.ofMillis(50))).isEqualTo(Outcome.Missing.LATE);
        server.receive();

        Asking next = new Asking("SECOND", LIMIT);
        server.receive();
        server.send(":1\r\n:2\r\n");

        assertThat(next.outcome()).isEqualTo(new Outcome.Answered(2L));
    }

    @Test
    void whatNobodyWaitsForIsNotSent() throws Exception {
        Asking leader = leader();
        assertThat(ask("SECOND", Duration.ofMillis(50))).isEqualTo(Outcome.Missing.UNSENT);
        Asking third = new Asking("THIRD", LIMIT).awaitParked();

        server.send(":1\r\n");
        leader.outcome();
        assertThat(server.receive()).isEqualTo("*1\r\n$5\r\nTHIRD\r\n");
        server.send(":3\r\n");
        assertThat(third.outcome()).isEqualTo(new Outcome.Answered(3L));
    }

    @Test
    void oneThatIsInterruptedGivesUp() throws Exception {
        Asking leader = leader();
        Asking second = new Asking("SECOND", LIMIT).awaitParked();
        second.thread.interrupt();

        assertThat(second.outcome()).isEqualTo(Outcome.Missing.UNSENT);
        server.send(":1\r\n");
        assertThat(leader.outcome()).isEqualTo(new Outcome.Answered(1L));
    }

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
    void thePartsOfAnAnswerMayComeOneByOne() throws Exception {
        Asking leader = leader();

        for (String part : List.of("*", "4\r\n$", "3\r", "\nab", "c\r\n:", "-1", "2\r\n", "$-1\r\n", "*1\r\n+", "OK\r\n")) {
            server.send(part);
        }

        Outcome.Answered answered = (Outcome.Answered) leader.outcome();
        List<?> values = (List<?>) answered.value();
        assertThat(values).hasSize(4);
        assertThat((byte[]) values.get(0)).isEqualTo("abc".getBytes(US_ASCII));
        assertThat(values.get(1)).isEqualTo(-12L);
        assertThat(values.get(2)).isNull();
        assertThat((byte[]) ((List<?>) values.get(3)).get(0)).isEqualTo("OK".getBytes(US_ASCII));
    }

    @Test
    void anErrorIsAnAnswer() throws Exception {
        Asking leader = leader();

        server.send("-NOSCRIPT No matching script.\r\n");

        assertThat(leader.outcome()).isEqualTo(new Outcome.Refused("NOSCRIPT No matching script."));
        assertThat(wire.isUsable()).isTrue();
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

    /** Its time is over in the middle of its answer: whoever leads next passes over the rest. */
    @Test
    void halfAnAnswerKeepsNobodyBeyondItsTime() throws Exception {
        Asking hurried = new Asking("FIRST", Duration.ofMillis(300));
        server.receive();
        Asking patient = new Asking("SECOND", LIMIT).awaitParked();
        server.send("$10\r\nabc");

        assertThat(hurried.outcome()).isEqualTo(Outcome.Missing.LATE);
        assertThat(server.receive()).contains("SECOND");
        server.send("defghij\r\n:2\r\n");
        assertThat(patient.outcome()).isEqualTo(new Outcome.Answered(2L));
    }

    /** Nor does that of another one's. */
    @Test
    void whoHasItsAnswerDoesNotWaitForTheRestOfAnother() throws Exception {
        Asking leader = leader();
        Asking second = new Asking("SECOND", LIMIT).awaitParked();
        Asking third = new Asking("THIRD", LIMIT).awaitParked();
        server.send(":1\r\n");
        leader.outcome();
        server.receive();

        server.send(":2\r\n$3\r\na");
        assertThat(second.outcome()).isEqualTo(new Outcome.Answered(2L));
        server.send("bc\r\n");

        assertThat((byte[]) ((Outcome.Answered) third.outcome()).value()).isEqualTo("abc".getBytes(US_ASCII));
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
