package com.iam.state.core.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;

/** One lock for many ids: steps for one id follow each other. */
final class StripedLocks {

    private final ReentrantLock[] stripes = new ReentrantLock[64];

    StripedLocks() {
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    void locked(String id, Deadline deadline, Runnable step) {
        ReentrantLock lock = stripes[Math.floorMod(id.hashCode(), stripes.length)];
        try {
            if (!lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StateUnavailableException("the session is still being carried over");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateUnavailableException("interrupted while the session was being carried over");
        }
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }
}
