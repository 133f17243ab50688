package com.iam.launcher;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.osgi.framework.BundleContext;

/**
 * Why this instance should get no requests as far as its process is concerned: it has not started every bundle yet,
 * or it is about to stop. A service made of types of the platform, since the launcher shares no others with bundles.
 * Any thread may ask.
 */
final class Standing {

    /** A property of the service, by which it is found. */
    static final String PROPERTY = "iam.instance";
    static final String UNREADY = "unready";

    private final Supplier<List<String>> missing;
    private volatile boolean started;
    private volatile boolean stopping;

    /** @param missing bundles that do not run, though they should */
    Standing(Supplier<List<String>> missing) {
        this.missing = missing;
    }

    void publish(BundleContext framework) {
        Supplier<List<String>> service = this::reasons;
        framework.registerService(Supplier.class, service, new Hashtable<>(Map.of(PROPERTY, UNREADY)));
    }

    void stop() {
        stopping = true;
    }

    /** Empty if there is none. A bundle that is replaced later is none: what it serves says so itself. */
    List<String> reasons() {
        if (stopping) {
            return List.of("this instance is about to stop");
        }
        if (!started) {
            List<String> idle = missing.get();
            started = idle.isEmpty();
            return idle;
        }
        return List.of();
    }
}
