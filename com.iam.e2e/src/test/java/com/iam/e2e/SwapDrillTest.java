package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;

/** Everything that can be swapped is swapped, again and again, under a thousand requests a second. */
class SwapDrillTest {

    private static final int CYCLES = Drill.FULL ? 50 : 6;
    private static final int USERS = 100;

    @TempDir
    Path folder;

    @Test
    void noRequestFailsNoWriteIsLostAndNothingIsLeftBehind() throws Exception {
        try (Drill drill = Drill.start(folder)) {
            drill.redis.stopRecording();
            CounterLoad load = drill.use(drill.sessions(USERS));
            Drill.Vitals began = null;
            for (int i = 0; i < CYCLES; i++) {
                drill.toRedis();
                switch (i % 3) {
                    case 0 -> drill.rotate();
                    case 1 -> drill.replace("com.iam.state.crypto");
                    default -> drill.restart("com.iam.state.crypto");
                }
                switch (i % 4) {
                    case 0 -> drill.restart("com.iam.state.redis");
                    case 1 -> drill.replace("com.iam.state.redis");
                    case 2 -> drill.replace("com.iam.state.memory");
                    default -> drill.rotate();
                }
                drill.toMemory();
                if (i == 3) {
                    began = drill.vitals();
                }
            }
            load.finish();
            System.out.printf("%d requests during %d swaps; the longest took %d ms; %d were answered with 503%n",
                    load.requests(), 4 * CYCLES, load.longest().toMillis(), load.refused());
            assertThat(load.refused()).isZero();
            assertNothingIsLeft(drill, began);
        }
    }

    @Test
    void duringAGapRequestsWaitOrAreAskedToComeBack() throws Exception {
        try (Drill drill = Drill.start(folder)) {
            CounterLoad load = drill.use(drill.sessions(USERS));
            drill.toRedis();
            drill.manager("swapWaitInMs=\"500\"");
            drill.takeAwayForAWhile("com.iam.state.crypto", "is sealed by aes128gcm 'main'");
            drill.takeAwayForAWhile("com.iam.state.redis", "Module counter: bound to redis");
            load.finish();
            System.out.printf("%d requests with two gaps of 2 s; %d were answered with 503 and Retry-After%n",
                    load.requests(), load.refused());
            assertThat(load.refused()).isPositive();
        }
    }

    /** Threads of pools come and go, classes are made at run time; what is left behind by each swap would stand out. */
    private static void assertNothingIsLeft(Drill drill, Drill.Vitals began) {
        Drill.Vitals[] now = new Drill.Vitals[1];
        int swaps = 4 * (CYCLES - 4);
        Await.until("what the swaps needed has been given back; it began with " + began, () -> {
            now[0] = drill.vitals();
            return now[0].threads() < began.threads() + swaps / 2.0 && now[0].files() < began.files() + swaps / 2.0
                    && now[0].classes() < began.classes() + 10.0 * swaps && now[0].connections() <= began.connections();
        });
        System.out.printf("after %d swaps: %s; before them: %s%n", swaps, now[0], began);
    }
}
