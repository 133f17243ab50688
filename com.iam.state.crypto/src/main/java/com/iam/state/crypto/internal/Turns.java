package com.iam.state.crypto.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one task again whenever something has changed, by one thread at a time, without a lock: who comes while another
 * is at work leaves it one more turn to do. So nothing waits, whatever the task calls.
 */
final class Turns {

    private final AtomicInteger asked = new AtomicInteger();
    private final Runnable task;

    Turns(Runnable task) {
        this.task = task;
    }

    /** When it returns, the task has run, or another thread is about to run it, with all that was changed before. */
    void next() {
        if (asked.getAndIncrement() != 0) {
            return;
        }
        RuntimeException failure = null;
        int seen = 1;
        do {
            try {
                task.run();
            } catch (RuntimeException e) {
                failure = e; // of another's turn, perhaps, which must not be left out for it
            }
            seen = asked.addAndGet(-seen);
        } while (seen != 0);
        if (failure != null) {
            throw failure;
        }
    }
}
