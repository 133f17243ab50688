package com.iam.state.crypto.internal;

import java.security.GeneralSecurityException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Ciphers and MACs that are used again, since looking one up costs about as much as using it. Each serves one call at a
 * time, which gives it a key of its own before anything else. What fails is not used again.
 */
final class Spares<T> {

    /** As many as are in use at a time on all but the biggest machines; beyond that they are made anew. */
    private static final int AT_MOST = 32;

    interface Maker<T> {

        T make() throws GeneralSecurityException;
    }

    interface Use<T, R> {

        R of(T spare) throws GeneralSecurityException;
    }

    private final BlockingQueue<T> spares = new ArrayBlockingQueue<>(AT_MOST);
    private final Maker<T> maker;

    Spares(Maker<T> maker) {
        this.maker = maker;
    }

    <R> R use(Use<T, R> use) throws GeneralSecurityException {
        T spare = spares.poll();
        T used = spare == null ? maker.make() : spare;
        R result = use.of(used);
        spares.offer(used);
        return result;
    }
}
