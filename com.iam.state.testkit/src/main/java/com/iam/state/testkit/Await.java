package com.iam.state.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition instead of for a time. */
public final class Await {

    /** Generous: slow machines are no failure. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Await() {
    }

    /** @param what for the message, as in "the session expires" */
    public static void until(String what, BooleanSupplier condition) {
        until(what, LIMIT, condition);
    }

    public static void until(String what, Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come about within " + limit + ": " + what);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + what, e);
            }
        }
    }
}
