package com.iam.state.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition instead of for a time. */
public final class Await {

    /** Generous: slow machines are no failure. */
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long LONGEST_PAUSE_MS = 50;

    private Await() {
    }

    /** @param what for the message, as in "the session expires" */
    public static void until(String what, BooleanSupplier condition) {
        until(what, LIMIT, condition);
    }

    public static void until(String what, Duration limit, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            if (waited.compareTo(limit) > 0) {
                throw new AssertionError("did not come about within " + limit + ": " + what);
            }
            try {
                // What has not come in a second need not be asked for so often: asking takes time from what is waited for.
                Thread.sleep(Math.max(5, Math.min(waited.toMillis() / 20, LONGEST_PAUSE_MS)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + what, e);
            }
        }
    }
}
