package com.iam.state.redis.internal;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

import com.iam.state.api.admin.Testlet;
import com.iam.support.config.Settings;

/** The Testlet of one configuration: there as soon as its settings are valid, whatever becomes of the repository. */
final class PublishedTestlet {

    private final BundleContext context;
    private final Map<Long, Candidate> candidates;
    private final LongSupplier bound;
    private volatile RedisSettings inForce;
    private ServiceRegistration<Testlet> registration;

    /** @param candidates the encryptions among which the settings choose; a concurrent map. @param bound the id of the one in use, or -1 */
    PublishedTestlet(BundleContext context, Map<Long, Candidate> candidates, LongSupplier bound) {
        this.context = context;
        this.candidates = candidates;
        this.bound = bound;
    }

    /** To be called by one thread at a time, as {@link #withdraw()}. */
    void publish(RedisSettings settings, Settings source) {
        inForce = settings;
        Map<String, Object> properties = Map.of(Testlet.NAME, settings.name(), Testlet.SOURCE, source.source());
        if (registration == null) {
            registration = context.registerService(Testlet.class,
                    new RedisTestlet(() -> inForce, candidates, bound, InstantSource.system()), FrameworkUtil.asDictionary(properties));
        } else {
            registration.setProperties(FrameworkUtil.asDictionary(properties));
        }
    }

    void withdraw() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
    }
}
