package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large population moves from memory to a Redis that keeps what it has answered, while some of it is in use. */
class LargeCarryOverTest {

    private static final int USERS = Drill.FULL ? 20_000 : 2_000;
    private static final Pattern CARRIED = Pattern.compile("Module counter: (\\d+) sessions? carried over to [a-z]+ main in (\\d+) ms");

    @TempDir
    Path folder;

    @Test
    void nobodyWaitsForTheOthersAndAllArriveThoughRedisIsKilledHalfWay() throws Exception {
        try (Drill drill = Drill.start(folder, Drill.DURABLE)) {
            drill.redis.stopRecording();
            List<CountedSession> population = drill.sessions(USERS);
            CounterLoad load = drill.use(List.copyOf(population.subList(0, population.size() / 10)));

            drill.toRedis();
            awaitArrival(drill, load, 1);
            System.out.printf("%d requests, the longest took %d ms%n", load.requests(), load.longest().toMillis());
            assertThat(load.refused()).isZero();
            drill.toMemory();
            awaitArrival(drill, load, 2);
            assertThat(load.refused()).isZero();

            drill.toRedis();
            load.await("half of them have arrived", () -> remaining(drill) <= population.size() / 2.0);
            drill.redis.kill();
            load.await("the carry-over pauses", () -> drill.instance.log().contains("the carry-over to redis main pauses"));
            assertThat(remaining(drill)).isPositive();
            System.out.printf("Redis was killed with %.0f of %d sessions to come%n", remaining(drill), population.size());
            drill.redis.startAgain();
            awaitArrival(drill, load, 3);
            drill.awaitServing();
            load.finish();

            assertThat(drill.client.missing(population)).isZero();
            System.out.printf("%d requests, the longest took %d ms, %d were answered with 503%n", load.requests(),
                    load.longest().toMillis(), load.refused());
        }
    }

    private static double remaining(Drill drill) {
        return drill.client.metric("iam_carry_over_sessions{module=\"counter\",state=\"remaining\"}");
    }

    private static void awaitArrival(Drill drill, CounterLoad load, int number) {
        List<String> lines = new ArrayList<>();
        load.await("all have arrived for the " + number + ". time", () -> {
            lines.clear();
            CARRIED.matcher(drill.instance.log()).results().forEach(line -> lines.add(line.group()));
            return lines.size() == number;
        });
        System.out.println(lines.get(number - 1));
    }
}
