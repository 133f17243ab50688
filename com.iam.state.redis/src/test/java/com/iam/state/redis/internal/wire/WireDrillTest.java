package com.iam.state.redis.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import com.iam.state.testkit.Parallel;
import com.iam.state.testkit.RedisServer;

/** Many threads that come and give up at any moment: each gets its own answer or none. */
class WireDrillTest {

    private static final int THREADS = 12;
    private static final int CALLS = Boolean.getBoolean("iam.full") ? 100_000 : 3_000;

    @Test
    void nobodyGetsTheAnswerOfAnother() throws Exception {
        Dial dial = new Dial(Optional.empty(), Optional.empty(), Optional.empty(), 1, "test", Duration.ofSeconds(10),
                Duration.ofSeconds(10));
        try (RedisServer redis = RedisServer.start();
                Wire wire = dial.dial(new InetSocketAddress(InetAddress.getLoopbackAddress(), redis.port()), "localhost")) {
            List<int[]> counts = Parallel.run(THREADS, thread -> () -> calls(wire, thread));

            assertThat(wire.isBroken()).isFalse();
            assertThat(counts.stream().mapToInt(count -> count[0]).sum()).as("answered").isPositive();
            assertThat(counts.stream().mapToInt(count -> count[1]).sum()).as("given up").isPositive();
            assertThat(wire.call(List.of("PING"), System.nanoTime() + Duration.ofSeconds(10).toNanos()))
                    .isInstanceOf(Outcome.Answered.class);
        }
    }

    private static int[] calls(Wire wire, int thread) {
        SplittableRandom random = new SplittableRandom(thread);
        int[] counts = new int[2];
        for (int i = 0; i < CALLS; i++) {
            String word = thread + "-" + i;
            // Some have so little time that they give up before, while or after they lead or are sent.
            long patience = random.nextInt(4) == 0 ? random.nextLong(300_000) : Duration.ofSeconds(10).toNanos();
            if (random.nextInt(50) == 0) {
                Thread.currentThread().interrupt();
            }
            Outcome outcome = wire.call(List.of("ECHO", word), System.nanoTime() + patience);
            Thread.interrupted();
            if (outcome instanceof Outcome.Answered answered) {
                assertThat(new String((byte[]) answered.value(), StandardCharsets.US_ASCII)).isEqualTo(word);
                counts[0]++;
            } else {
                assertThat(outcome).isIn(Outcome.Missing.UNSENT, Outcome.Missing.LATE);
                counts[1]++;
            }
        }
        return counts;
    }
}
