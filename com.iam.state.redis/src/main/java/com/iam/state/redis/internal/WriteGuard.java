package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.iam.state.api.provider.RepositoryFrozenException;

/**
 * Lets the writes of each module through until it is frozen, and the releases only while it is. A change from one to the
 * other waits for what is under way, within a limit.
 */
final class WriteGuard {

    private static final long FROZEN = Long.MIN_VALUE;
    private static final long THAWING = 1L << 62;
    private static final long FLAGS = FROZEN | THAWING;

    /** For each module the number of calls that are under way, and the flags above it. */
    private final ConcurrentMap<String, AtomicLong> modules = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    /** @throws RepositoryFrozenException if the module is frozen: the write did not run */
    <R> R write(String module, Supplier<R> write) {
        AtomicLong calls = calls(module);
        if (calls.getAndUpdate(n -> (n & FLAGS) == 0 ? n + 1 : n) < 0) {
            throw new RepositoryFrozenException();
        }
        try {
            return write.get();
        } finally {
            leave(calls);
        }
    }

    /** Does nothing if the module is not frozen, or is about not to be. */
    void release(String module, Runnable release) {
        AtomicLong calls = calls(module);
        if ((calls.getAndUpdate(n -> (n & FLAGS) == FROZEN ? n + 1 : n) & FLAGS) == FROZEN) {
            try {
                release.run();
            } finally {
                leave(calls);
            }
        }
    }

    void refuseIfFrozen(String module) {
        if (calls(module).get() < 0) {
            throw new RepositoryFrozenException();
        }
    }

    /** Returns whether the writes that had begun ended in time; new ones are refused either way. */
    boolean freeze(String module, Duration limit) {
        AtomicLong calls = calls(module);
        calls.getAndUpdate(n -> n | FROZEN);
        return awaitEnd(calls, limit);
    }

    /** Returns whether the releases that had begun ended in time; writes are let through either way. */
    boolean thaw(String module, Duration limit) {
        AtomicLong calls = calls(module);
        if (calls.getAndUpdate(n -> n < 0 ? n | THAWING : n) >= 0) {
            return true;
        }
        boolean quiet = awaitEnd(calls, limit);
        calls.getAndUpdate(n -> n & ~FLAGS);
        return quiet;
    }

    private void leave(AtomicLong calls) {
        long left = calls.decrementAndGet();
        if (left < 0 && (left & ~FLAGS) == 0) {
            lock.lock();
            try {
                ended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean awaitEnd(AtomicLong calls, Duration limit) {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while ((calls.get() & ~FLAGS) != 0) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = ended.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private AtomicLong calls(String module) {
        return modules.computeIfAbsent(module, name -> new AtomicLong());
    }
}
