package com.iam.state.redis.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** Who gets which answer, and when. */
class WireTest extends OnAWire {

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
}
