package com.iam.support.config;

import java.util.Dictionary;
import java.util.Map;
import java.util.function.Function;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * A service whose objects never change: new settings make a new one. It is registered before the old one goes, so that
 * its users can judge the new one while the old one still serves. Settings that are refused change nothing.
 *
 * <p>To be called by one thread at a time, as Declarative Services does with activate, modified and deactivate.
 */
public final class ReplacedService<T> {

    private final BundleContext context;
    private final Class<T> type;
    private final ProblemReporter problems;
    private ServiceRegistration<T> registration;

    public ReplacedService(BundleContext context, Class<T> type) {
        this.context = context;
        this.type = type;
        this.problems = new ProblemReporter(context);
    }

    /**
     * @param factory validates the settings and makes the service; throws {@link InvalidSettingException}
     * @param serviceProperties the properties to register it under
     */
    public void configure(Settings settings, Function<Settings, T> factory,
            Function<Settings, Map<String, ?>> serviceProperties) {
        ServiceRegistration<T> next;
        try {
            Dictionary<String, ?> properties = FrameworkUtil.asDictionary(serviceProperties.apply(settings));
            next = context.registerService(type, factory.apply(settings), properties);
        } catch (InvalidSettingException e) {
            problems.report(settings, e, registration == null
                    ? "there is no service until this is mended"
                    : "the last good configuration stays in force");
            return;
        }
        problems.clear();
        unregister();
        registration = next;
    }

    public void withdraw() {
        problems.clear();
        unregister();
        registration = null;
    }

    private void unregister() {
        if (registration != null) {
            registration.unregister();
        }
    }
}
