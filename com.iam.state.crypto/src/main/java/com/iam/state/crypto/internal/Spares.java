package com.iam.state.crypto.internal;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Ciphers and MACs that are used again, since looking one up costs about as much as using it. Each serves one call at
 * a time, which gives it a key of its own before anything else. What fails is not used again.
 *
 * <p>A thread gets the object that it used last, if it can: a request that opens a state and then seals it has the
 * same key both times, and ciphers need not prepare the key that they have.
 */
final class Spares<T> {

    /** A power of two, and more than threads are busy at a time on all but the biggest machines. */
    private static final int PLACES = 64;

    interface Maker<T> {

        T make() throws GeneralSecurityException;
    }

    interface Use<T, R> {

        R of(T spare) throws GeneralSecurityException;
    }

    private final AtomicReferenceArray<T> spares = new AtomicReferenceArray<>(PLACES);
    private final Maker<T> maker;

    Spares(Maker<T> maker) {
        this.maker = maker;
    }

    <R> R use(Use<T, R> use) throws GeneralSecurityException {
        int place = (int) Thread.currentThread().getId() & PLACES - 1;
        T spare = spares.getAndSet(place, null);
        T used = spare == null ? maker.make() : spare;
        R result = use.of(used);
        spares.setRelease(place, used);
        return result;
    }
}
