package com.iam.users.jdbc.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs steps one after the other without a lock: whoever comes while a step runs leaves its own to that thread. So a
 * step may call the framework, which may call back.
 */
final class InOrder {

    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /** Returns when the step has run, or at once if another thread will run it. A step must not throw. */
    void run(Runnable step) {
        steps.add(step);
        if (pending.getAndIncrement() == 0) {
            do {
                steps.remove().run();
            } while (pending.decrementAndGet() > 0);
        }
    }
}
