package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large population moves from memory to a Redis that keeps what it has answered, while some of it is in use. */
class LargeCarryOverTest {

    private static final int USERS = Drill.FULL ? 20_000 : 2_000;
    private static final String CARRIED = "Module counter: (\\d+) sessions carried over to main in (\\d+) ms";

    @TempDir
    Path folder;

    @Test
    void allArriveThoughRedisIsKilledHalfWay() throws Exception {
        try (Drill drill = Drill.start(folder, "--appendonly", "yes")) {
            List<CountedSession> population = drill.sessions(USERS);
            List<CountedSession> busy = new ArrayList<>(population.subList(0, population.size() / 10));

            CounterLoad load = drill.use(busy);
            drill.toRedis();
            drill.redis.kill();
            load.await("the carry-over pauses", () -> drill.instance.log().contains("the carry-over to main pauses"));
            System.out.printf("Redis was killed with %.0f of %d sessions to come%n",
                    drill.client.metric("iam_carry_over_sessions{module=\"counter\",state=\"remaining\"}"), population.size());
            drill.redis.startAgain();
            load.await("all have arrived", () -> drill.instance.log().contains("sessions carried over to main"));
            load.finish();

            assertThat(drill.client.missing(population)).isZero();
            Matcher line = Pattern.compile(CARRIED).matcher(drill.instance.log());
            assertThat(line.find()).isTrue();
            System.out.printf("%s sessions carried over in %s ms, an outage included; %d requests, the longest took %d ms, %d were "
                    + "answered with 503%n", line.group(1), line.group(2), load.requests(), load.longest().toMillis(), load.refused());
        }
    }

    @Test
    void nobodyWaitsWhileAllIsCarriedOver() throws Exception {
        try (Drill drill = Drill.start(folder)) {
            List<CountedSession> population = drill.sessions(USERS);
            CounterLoad load = drill.use(new ArrayList<>(population.subList(0, population.size() / 10)));
            drill.toRedis();
            load.await("all have arrived", () -> drill.instance.log().contains("sessions carried over to main"));
            load.finish();

            assertThat(load.refused()).isZero();
            assertThat(drill.client.missing(population)).isZero();
            Matcher line = Pattern.compile(CARRIED).matcher(drill.instance.log());
            assertThat(line.find()).isTrue();
            System.out.printf("%s sessions carried over in %s ms; %d requests, the longest took %d ms%n", line.group(1),
                    line.group(2), load.requests(), load.longest().toMillis());
        }
    }
}
