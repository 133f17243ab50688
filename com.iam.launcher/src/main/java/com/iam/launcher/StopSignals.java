package com.iam.launcher;

import java.util.concurrent.atomic.AtomicBoolean;

import sun.misc.Signal;

/**
 * SIGTERM, as of a service manager, lets the instance take its leave; a second one, and Ctrl-C at a terminal, makes
 * that short. The platform knows no second signal once it has begun to end, so both are taken from it.
 */
final class StopSignals {

    private StopSignals() {
    }

    static void handle(Farewell farewell) {
        AtomicBoolean ending = new AtomicBoolean();
        handle("TERM", () -> {
            if (ending.getAndSet(true)) {
                farewell.hurry();
            } else {
                end();
            }
        });
        handle("INT", () -> {
            farewell.hurry();
            if (!ending.getAndSet(true)) {
                end();
            }
        });
    }

    /** On a thread of its own: it does not return, and the next signal must find one. */
    private static void end() {
        new Thread(() -> System.exit(0), "end").start();
    }

    private static void handle(String name, Runnable action) {
        try {
            Signal.handle(new Signal(name), signal -> action.run());
        } catch (IllegalArgumentException e) {
            // The platform keeps it for itself (-Xrs), or has none: then the first signal does as it always does.
        }
    }
}
