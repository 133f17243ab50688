package com.iam.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Swaps, bundle updates and faults in any order. Requests may be asked to come back; no write and no session is lost. */
class RandomDrillTest {

    private static final Duration TIME = Drill.FULL ? Duration.ofMinutes(10) : Duration.ofSeconds(25);
    private static final List<String> BUNDLES = List.of("com.iam.state.crypto", "com.iam.state.redis", "com.iam.state.memory");

    @TempDir
    Path folder;
    private boolean inRedis;

    @Test
    void anyOrderOfSwapsUpdatesAndFaultsLosesNothing() throws Exception {
        try (Drill drill = Drill.start(folder, Drill.DURABLE)) {
            CounterLoad load = drill.use(drill.sessions(100));
            long end = System.nanoTime() + TIME.toNanos();
            int steps = 0;
            while (System.nanoTime() < end) {
                step(drill, load);
                steps++;
            }
            drill.awaitArrival();
            load.finish();
            System.out.printf("%d requests during %d steps; %d were answered with 503; the longest took %d ms%n",
                    load.requests(), steps, load.refused(), load.longest().toMillis());
        }
    }

    private void step(Drill drill, CounterLoad load) throws Exception {
        String bundle = BUNDLES.get(drill.random.nextInt(BUNDLES.size()));
        switch (drill.random.nextInt(10)) {
            case 0, 1, 2 -> move(drill);
            case 3 -> drill.rotate();
            case 4 -> drill.replace(bundle);
            case 5 -> drill.restart(bundle);
            case 6 -> drill.refresh(bundle);
            case 7 -> drill.refresh("com.iam.redisson");
            case 8 -> {
                drill.redis.pause();
                load.awaitProgress();
                drill.redis.resume();
                drill.awaitServing();
            }
            default -> {
                drill.redis.kill();
                load.awaitProgress();
                drill.redis.startAgain();
                drill.awaitServing();
            }
        }
    }

    private void move(Drill drill) {
        if (inRedis) {
            drill.toMemory();
        } else {
            drill.toRedis();
        }
        inRedis = !inRedis;
    }
}
