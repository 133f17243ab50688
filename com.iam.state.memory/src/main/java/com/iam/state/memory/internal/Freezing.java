package com.iam.state.memory.internal;

import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

import com.iam.state.api.provider.RepositoryFrozenException;

/** Lets all writes through at once, until there is a freeze. That waits for those which have begun. */
final class Freezing {

    private final StampedLock lock = new StampedLock();
    private boolean frozen;

    /** @throws RepositoryFrozenException if it is frozen: the write did not run */
    <R> R write(Supplier<R> write) {
        long stamp = lock.readLock();
        try {
            if (frozen) {
                throw new RepositoryFrozenException();
            }
            return write.get();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Does nothing if it is not frozen. */
    void ifFrozen(Runnable step) {
        long stamp = lock.readLock();
        try {
            if (frozen) {
                step.run();
            }
        } finally {
            lock.unlockRead(stamp);
        }
    }

    void set(boolean next) {
        long stamp = lock.writeLock();
        try {
            frozen = next;
        } finally {
            lock.unlockWrite(stamp);
        }
    }
}
