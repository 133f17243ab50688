package com.iam.web;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;

/**
 * The place of a service that comes and goes while requests are served. While its bundle is replaced, callers wait for the next one:
 * for a bounded time since the last one went, so that a service that stays away holds no threads, and a bounded number of them. Any
 * thread may call.
 */
public final class ServiceSlot<T> {

    /** From the last service to the next one, as when its bundle is replaced. */
    static final Duration LONGEST_GAP = Duration.ofSeconds(1);
    /** Half of the threads that serve requests, by default: the others find out that there is none, or need none. */
    static final int WAITING_AT_MOST = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition bound = lock.newCondition();
    private final Semaphore waiting = new Semaphore(WAITING_AT_MOST);
    private final Duration longestGap;
    private final Supplier<? extends RuntimeException> missing;
    private long emptySince;
    private volatile T service;

    /** Nobody waits. @param missing what {@link #get} throws while there is no service */
    public ServiceSlot(Supplier<? extends RuntimeException> missing) {
        this(Duration.ZERO, missing);
    }

    ServiceSlot(Duration longestGap, Supplier<? extends RuntimeException> missing) {
        this.longestGap = longestGap;
        this.missing = missing;
        // No one waits for a first service: an instance that has not had it is not ready.
        this.emptySince = System.nanoTime() - longestGap.toNanos();
    }

    /** Without one, requests wait for a moment, and are answered with 503. */
    public static ServiceSlot<StateManager> ofStateManager() {
        return ofReplaceable(() -> new StateUnavailableException("there is no state manager"));
    }

    /** Without one, requests wait for a moment, and are answered with 503. */
    public static ServiceSlot<UserDirectory> ofUserDirectory() {
        return ofReplaceable(() -> new UserDirectoryUnavailableException("there is no user directory", null));
    }

    /** Of a service whose bundle may be replaced while requests need it: they wait for a moment. */
    public static <T> ServiceSlot<T> ofReplaceable(Supplier<? extends RuntimeException> missing) {
        return new ServiceSlot<>(LONGEST_GAP, missing);
    }

    /** Without one, no session is over but by its own deadline. */
    public static ServiceSlot<SessionCutOffs> ofSessionCutOffs() {
        return new ServiceSlot<>(() -> new UserDirectoryUnavailableException("there are no cut-offs of sessions", null));
    }

    public void bind(T next) {
        lock.lock();
        try {
            service = next;
            bound.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Does nothing if another one is bound: Declarative Services binds the new service before it unbinds the old. */
    public void unbind(T previous) {
        lock.lock();
        try {
            if (service == previous) {
                service = null;
                emptySince = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    public boolean isBound() {
        return service != null;
    }

    /** Empty if there is none. Does not wait. */
    public Optional<T> find() {
        return Optional.ofNullable(service);
    }

    /** To be asked once for each request, so that one request sees one service. May wait, for up to a second. */
    public T get() {
        T current = service;
        if (current == null && waiting.tryAcquire()) {
            try {
                current = next();
            } finally {
                waiting.release();
            }
        }
        if (current == null) {
            throw missing.get();
        }
        return current;
    }

    private T next() {
        lock.lock();
        try {
            long rest = emptySince + longestGap.toNanos() - System.nanoTime();
            while (service == null && rest > 0) {
                rest = bound.awaitNanos(rest);
            }
            return service;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return service;
        } finally {
            lock.unlock();
        }
    }
}
