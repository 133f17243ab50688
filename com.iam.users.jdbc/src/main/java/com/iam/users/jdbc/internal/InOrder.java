package com.iam.users.jdbc.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs steps one after the other without a lock: whoever comes while a step runs leaves its own to that thread. So a
 * step may call the framework, which may call back.
 */
final class InOrder {

    private static final Logger LOG = LoggerFactory.getLogger(InOrder.class);

    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /** Returns when the step has run, or at once if another thread will run it. One that throws is logged, and holds up none. */
    void run(Runnable step) {
        steps.add(step);
        if (pending.getAndIncrement() == 0) {
            do {
                runOne();
            } while (pending.decrementAndGet() > 0);
        }
    }

    private void runOne() {
        try {
            steps.remove().run();
        } catch (RuntimeException | Error e) {
            // Whatever it is: this thread may have come with another step, and those that wait would never run.
            LOG.error("The user directory did not follow a change of its settings or drivers", e);
        }
    }
}
