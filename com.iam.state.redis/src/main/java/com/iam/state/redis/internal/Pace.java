package com.iam.state.redis.internal;

import java.util.concurrent.locks.LockSupport;

import com.iam.state.api.StateUnavailableException;

/** So many steps in a second and no more, of all threads together. What was not used is hardly caught up with. */
final class Pace {

    private static final long SECOND = 1_000_000_000;
    private static final long CAUGHT_UP = SECOND / 10;

    private final long between;
    private long next = System.nanoTime();

    Pace(int perSecond) {
        this.between = SECOND / perSecond;
    }

    /** @throws StateUnavailableException if the thread was interrupted */
    void await() {
        long turn = turn();
        for (long left = turn - System.nanoTime(); left > 0; left = turn - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                throw new StateUnavailableException("interrupted");
            }
        }
    }

    private synchronized long turn() {
        long turn = Math.max(next, System.nanoTime() - CAUGHT_UP);
        next = turn + between;
        return turn;
    }
}
