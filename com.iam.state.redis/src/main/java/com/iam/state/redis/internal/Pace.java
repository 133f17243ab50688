package com.iam.state.redis.internal;

import java.util.concurrent.locks.LockSupport;

import com.iam.state.api.StateUnavailableException;

/** So many steps in a second and no more, of one thread. What was not used is not caught up with. */
final class Pace {

    private static final long SECOND = 1_000_000_000;

    private final long between;
    private long next = System.nanoTime();

    Pace(int perSecond) {
        this.between = SECOND / perSecond;
    }

    /** @throws StateUnavailableException if the thread was interrupted */
    void await() {
        long now = System.nanoTime();
        while (now < next) {
            LockSupport.parkNanos(next - now);
            if (Thread.currentThread().isInterrupted()) {
                throw new StateUnavailableException("interrupted");
            }
            now = System.nanoTime();
        }
        next = Math.max(next + between, now - SECOND / 10);
    }
}
