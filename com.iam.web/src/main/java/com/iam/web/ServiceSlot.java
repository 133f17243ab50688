package com.iam.web;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;

/**
 * The place of a service that comes and goes while requests are served. Any thread may call.
 */
public final class ServiceSlot<T> {

    private final AtomicReference<T> service = new AtomicReference<>();
    private final Supplier<? extends RuntimeException> missing;

    /** @param missing what {@link #get} throws while there is no service */
    public ServiceSlot(Supplier<? extends RuntimeException> missing) {
        this.missing = missing;
    }

    /** Without one, requests are answered with 503. */
    public static ServiceSlot<StateManager> ofStateManager() {
        return new ServiceSlot<>(() -> new StateUnavailableException("there is no state manager"));
    }

    /** Without one, requests are answered with 503. */
    public static ServiceSlot<UserDirectory> ofUserDirectory() {
        return new ServiceSlot<>(() -> new UserDirectoryUnavailableException("there is no user directory", null));
    }

    public void bind(T next) {
        service.set(next);
    }

    /** Does nothing if another one is bound: Declarative Services binds the new service before it unbinds the old. */
    public void unbind(T previous) {
        service.compareAndSet(previous, null);
    }

    public boolean isBound() {
        return service.get() != null;
    }

    /** To be asked once for each request, so that one request sees one service. */
    public T get() {
        T current = service.get();
        if (current == null) {
            throw missing.get();
        }
        return current;
    }
}
