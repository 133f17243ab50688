package com.iam.state.support.guard;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.support.threads.Threads;

/**
 * Calls to an extension that others may have written. Whatever it throws is an outage with the extension's name. An
 * extension that may wait, for a device or a service, is called on other threads, {@value #MOST} at a time at the
 * most, so that no caller waits for longer than its deadline; a call that has been given up is interrupted, and
 * counts until it returns. May be used by any thread.
 */
public final class ForeignCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ForeignCalls.class);
    private static final int MOST = 64;
    private static final long IDLE_SECONDS = 10;
    private static final long LINES_APART = TimeUnit.MINUTES.toNanos(1);

    private final String what;
    private final boolean direct;
    private final Predicate<Throwable> answers;
    private final Semaphore free = new Semaphore(MOST);
    /** Its threads end by themselves when there are no calls: nothing has to be closed. */
    private final ThreadPoolExecutor threads;
    private final AtomicLong saidAt = new AtomicLong(System.nanoTime() - LINES_APART);

    /**
     * @param what for messages, as in {@code state encryption acme 'main'}
     * @param direct on the caller's thread: for what never waits, or keeps deadlines itself
     * @param answers what it may throw to say something; it is passed on as it is
     */
    public ForeignCalls(String what, boolean direct, Predicate<Throwable> answers) {
        this.what = what;
        this.direct = direct;
        this.answers = answers;
        this.threads = new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
                Threads.daemon("iam-" + what.replaceAll("[^A-Za-z0-9.]+", "-")));
    }

    public boolean isDirect() {
        return direct;
    }

    /**
     * @param changes whether something may have been changed if the call fails
     * @throws StateUnavailableException if it failed, or did not return in time
     */
    public <T> T call(Deadline deadline, boolean changes, Callable<T> call) {
        if (direct) {
            try {
                return call.call();
            } catch (Throwable e) {
                throw failed(e, changes);
            }
        }
        FutureTask<T> task = new FutureTask<>(() -> {
            try {
                return call.call();
            } finally {
                free.release();
            }
        });
        begin(task, deadline);
        try {
            return task.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failed(e.getCause(), changes);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw outage("did not answer in time", changes, e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new StateUnavailableException("interrupted while waiting for " + what, changes, e);
        }
    }

    /** It answered what the interface does not allow. @param how as in "sealed nothing" */
    public StateUnavailableException broken(String how) {
        return outage(how, false, null);
    }

    private void begin(FutureTask<?> task, Deadline deadline) {
        try {
            if (!free.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw outage("is still busy with " + MOST + " calls", false, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateUnavailableException("interrupted while waiting for " + what, false, e);
        }
        try {
            threads.execute(task);
        } catch (Throwable e) {
            // A thread that has given its permit back may still be on its way to the pool.
            free.release();
            throw outage("could not be called", false, e);
        }
    }

    private RuntimeException failed(Throwable thrown, boolean changes) {
        if (thrown instanceof StateUnavailableException outage) {
            return outage(String.valueOf(outage.getMessage()), outage.isOutcomeUnknown(), outage);
        }
        if (thrown instanceof RuntimeException answer && answers.test(answer)) {
            return answer;
        }
        // Not its message, which may hold anything.
        return outage("failed: " + thrown.getClass().getName(), changes, thrown);
    }

    private StateUnavailableException outage(String how, boolean changes, Throwable cause) {
        long now = System.nanoTime();
        long last = saidAt.get();
        if (now - last >= LINES_APART && saidAt.compareAndSet(last, now)) {
            LOG.warn("{}: {}; what needs it is answered with 503 meanwhile", what, how);
            LOG.debug("{}: {}", what, how, cause);
        }
        return new StateUnavailableException(what + ": " + how, changes, cause);
    }
}
