package com.iam.support.config;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

import com.iam.configuration.ConfigurationProblem;

/**
 * Says what is wrong with the settings of one component: one line in the log when it becomes known and one when it is over, and
 * a {@link ConfigurationProblem} service for as long as it lasts. May be called by any thread.
 */
public final class ProblemReporter {

    private static final Logger LOG = LoggerFactory.getLogger("com.iam.configuration");
    /** Good news for the console, which has little else below a warning. */
    private static final Marker NEWS = MarkerFactory.getMarker("NEWS");

    private final BundleContext context;
    private ServiceRegistration<ConfigurationProblem> registration;
    private ConfigurationProblem current;

    public ProblemReporter(BundleContext context) {
        this.context = context;
    }

    /** @param consequence what is in force instead, as in "the last good configuration stays in force" */
    public void report(Settings settings, InvalidSettingException invalid, String consequence) {
        report(new ConfigurationProblem(settings.pid(), settings.source(), invalid.key(), settings.withoutSecrets(invalid.getMessage()),
                consequence));
    }

    public void report(ConfigurationProblem problem) {
        ServiceRegistration<ConfigurationProblem> previous;
        synchronized (this) {
            if (problem.equals(current)) {
                return;
            }
            previous = registration;
            current = problem;
            registration = null;
        }
        LOG.error("{}", problem.line());
        withdraw(previous);
        ServiceRegistration<ConfigurationProblem> next = register(problem);
        synchronized (this) {
            if (problem.equals(current)) {
                registration = next;
                return;
            }
        }
        withdraw(next);
    }

    /** All is well, as far as this component goes. */
    public void clear() {
        ServiceRegistration<ConfigurationProblem> previous;
        ConfigurationProblem over;
        synchronized (this) {
            previous = registration;
            registration = null;
            over = current;
            current = null;
        }
        if (over != null) {
            LOG.info(NEWS, "{}: {}: the problem is over", over.file(), over.key());
        }
        withdraw(previous);
    }

    private ServiceRegistration<ConfigurationProblem> register(ConfigurationProblem problem) {
        try {
            return context.registerService(ConfigurationProblem.class, problem, null);
        } catch (IllegalStateException e) {
            LOG.debug("The bundle is stopping: no bundle is left that would listen", e);
            return null;
        }
    }

    private static void withdraw(ServiceRegistration<ConfigurationProblem> registration) {
        if (registration == null) {
            return;
        }
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            LOG.debug("The bundle has stopped: the framework withdrew the problem", e);
        }
    }
}
