package com.iam.support.gate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A reference that moves under running calls. A call goes through with whatever stands behind the gate; while the gate
 * is closed, new calls wait, bounded in time and number. The thread that swaps closes, drains, does what must not overlap
 * with a call, and opens with the successor.
 *
 * <p>Calls on an open gate touch one atomic counter and no lock. Nothing here holds a lock while foreign code runs.
 */
public final class Gate<T> {

    private static final long CLOSED = Long.MIN_VALUE;

    /** The number of calls that are through; the sign bit is set while the gate is closed. */
    private final AtomicLong calls = new AtomicLong(CLOSED);
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private volatile String what;
    private volatile T behind;
    private volatile Limits limits;

    /**
     * @param maximumWait how long a call waits at the most before the gate
     * @param queue how many may wait at a time
     */
    public record Limits(Duration maximumWait, int queue) {
    }

    /** Closed, with nothing behind it. @param what stands behind it, for messages, as in "no state repository" */
    public Gate(String what, Limits limits) {
        this.what = what;
        this.limits = limits;
    }

    /** What is missing, for the messages from now on. */
    public void explain(String next) {
        what = next;
    }

    public void limit(Limits next) {
        limits = next;
    }

    /**
     * Runs a call with what stands behind the gate.
     *
     * @param deadline when to stop waiting before a closed gate, on the scale of {@link System#nanoTime()}
     * @throws GateClosedException if the gate did not open in time, or too many are waiting: the call did not run
     */
    public <R> R call(long deadline, Function<? super T, ? extends R> call) {
        T target = enter(deadline);
        try {
            return call.apply(target);
        } finally {
            leave();
        }
    }

    /** What stands behind the gate, open or not; empty if nothing does. For display: it may be gone a moment later. */
    public Optional<T> current() {
        return Optional.ofNullable(behind);
    }

    public boolean isOpen() {
        return calls.get() >= 0;
    }

    /** From now on new calls wait. Those that are through go on. */
    public void close() {
        calls.getAndUpdate(n -> n | CLOSED);
    }

    /** Waits until no call is through any more. Returns whether that came about in time. */
    public boolean drain(Duration limit) {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (calls.get() != CLOSED) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = drained.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing stands behind the closed gate from now on. */
    public void clear() {
        behind = null;
    }

    /** Opens the gate with what stands behind it from now on. */
    public void open(T next) {
        behind = next;
        calls.getAndUpdate(n -> n & ~CLOSED);
        lock.lock();
        try {
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private T enter(long deadline) {
        long waitBegun = 0;
        long maximum = -1;
        while (true) {
            long n = calls.get();
            if (n >= 0) {
                if (calls.compareAndSet(n, n + 1)) {
                    T target = behind;
                    if (target != null) {
                        return target;
                    }
                    // Closed and cleared since, without waiting for this call.
                    leave();
                }
            } else {
                if (maximum < 0) {
                    waitBegun = System.nanoTime();
                    maximum = Math.max(0, Math.min(limits.maximumWait().toNanos(), deadline - waitBegun));
                }
                awaitOpen(waitBegun + maximum);
            }
        }
    }

    private void leave() {
        if (calls.decrementAndGet() == CLOSED) {
            lock.lock();
            try {
                drained.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void awaitOpen(long deadline) {
        if (waiting.incrementAndGet() > limits.queue()) {
            waiting.decrementAndGet();
            throw new GateClosedException(what + ": too many requests are waiting");
        }
        lock.lock();
        try {
            while (!isOpen()) {
                long nanos = deadline - System.nanoTime();
                if (nanos <= 0) {
                    throw new GateClosedException(what);
                }
                opened.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GateClosedException("interrupted while waiting: " + what);
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
    }
}
