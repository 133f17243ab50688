package com.iam.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * What comes between the wish to stop and stopping: the instance says that it is not ready, serves on until its
 * balancer has noticed, lets the requests under way end, and closes its listener. Each step is bounded; a second
 * signal ends the waiting.
 */
final class Farewell {

    static final String DRAIN = "iam.drainInSeconds";
    static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);

    /** How long requests that are under way may take after that. */
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(10);
    private static final long BETWEEN_LOOKS_IN_MS = 50;
    /** The bundle that serves HTTP registers this service. */
    private static final String LISTENER = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
    private static final String REQUESTS = "(iam.requests=underWay)";

    private final Duration drain;
    private final CountDownLatch hurried = new CountDownLatch(1);

    Farewell(Duration drain) {
        this.drain = drain;
    }

    /** No more waiting, now or later. */
    void hurry() {
        hurried.countDown();
    }

    /** @param wasReady whether a balancer may know of this instance */
    void say(Standing standing, BundleContext framework, boolean wasReady, PrintStream console) throws InterruptedException {
        standing.stop();
        if (wasReady && !drain.isZero() && hurried.getCount() > 0) {
            console.println("Stopping: not ready any more, and serving on for " + drain.toSeconds() + " s; a second signal stops at once");
            console.flush();
            hurried.await(drain.toMillis(), TimeUnit.MILLISECONDS);
        }
        awaitRequests(framework);
        closeListener(framework);
    }

    private void awaitRequests(BundleContext framework) throws InterruptedException {
        long begun = System.nanoTime();
        while (underWay(framework) > 0 && System.nanoTime() - begun < LAST_REQUESTS.toNanos()) {
            if (hurried.await(BETWEEN_LOOKS_IN_MS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static int underWay(BundleContext framework) {
        try {
            return framework.getServiceReferences(IntSupplier.class, REQUESTS).stream().findFirst()
                    .flatMap(reference -> Optional.ofNullable(framework.getService(reference)))
                    .map(IntSupplier::getAsInt).orElse(0);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Before the modules go: a client is refused, or told that the connection ends, and is not answered by a module
     * that is gone.
     */
    private static void closeListener(BundleContext framework) {
        ServiceReference<?> listener = framework.getServiceReference(LISTENER);
        if (listener == null) {
            return;
        }
        try {
            listener.getBundle().stop(Bundle.STOP_TRANSIENT);
        } catch (BundleException | IllegalStateException e) {
            // It goes with the framework.
        }
    }
}
