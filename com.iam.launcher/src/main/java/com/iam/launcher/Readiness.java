package com.iam.launcher;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Waits until nothing is missing any more and says what is, each time that it changes. */
final class Readiness {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Supplier<List<String>> missing;
    private final Consumer<String> console;
    private final InstantSource clock;

    Readiness(Supplier<List<String>> missing, Consumer<String> console, InstantSource clock) {
        this.missing = missing;
        this.console = console;
        this.clock = clock;
    }

    /**
     * @return what is still missing when the time is over; empty as soon as nothing is
     * @throws InterruptedException when the process is asked to stop meanwhile
     */
    List<String> await(Duration limit) throws InterruptedException {
        Instant end = clock.instant().plus(limit);
        List<String> said = List.of();
        while (true) {
            List<String> now = missing.get();
            if (now.isEmpty() || !clock.instant().isBefore(end)) {
                return now;
            }
            if (!now.equals(said)) {
                console.accept("waiting for: " + String.join("; ", now));
                said = now;
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }
}
