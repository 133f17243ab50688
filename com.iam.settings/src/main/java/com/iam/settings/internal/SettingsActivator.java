package com.iam.settings.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.support.config.Placeholders;
import com.iam.support.config.SecretFolder;
import com.iam.support.threads.Threads;

/**
 * Reads the folder that the framework's property {@code iam.settings} names, with the secrets of {@code iam.secrets}.
 * The settings are there before a component can start: Configuration Admin is filled as soon as it comes, and for each
 * bundle as it is installed.
 */
public final class SettingsActivator implements BundleActivator {

    /** For the property {@code felix.cm.config.plugins}, which has Configuration Admin wait for this one. */
    static final String PLUGIN = "com.iam.settings";

    private static final Logger LOG = LoggerFactory.getLogger("com.iam.configuration");
    private static final long EACH_MS = 250;

    private final PidCatalogue catalogue = new PidCatalogue();
    private volatile Optional<Watch> watch = Optional.empty();
    private SynchronousBundleListener listener;
    private ServiceTracker<ConfigurationAdmin, Watch> tracker;

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("config.plugin.id", PLUGIN);
        properties.put(ConfigurationPlugin.CM_RANKING, 100);
        context.registerService(ConfigurationPlugin.class,
                new ForeignPlaceholders(Placeholders.ofFramework()), properties);
        String folder = context.getProperty("iam.settings");
        if (folder == null || folder.isBlank()) {
            return;
        }
        listener = this::bundleChanged;
        context.addBundleListener(listener);
        for (Bundle bundle : context.getBundles()) {
            catalogue.add(bundle);
        }
        tracker = new ServiceTracker<>(context, ConfigurationAdmin.class, null) {
            @Override
            public Watch addingService(ServiceReference<ConfigurationAdmin> reference) {
                Watch next = new Watch(context, Path.of(folder), context.getService(reference));
                watch = Optional.of(next);
                next.begin();
                return next;
            }

            @Override
            public void removedService(ServiceReference<ConfigurationAdmin> reference, Watch service) {
                watch = Optional.empty();
                service.end();
                context.ungetService(reference);
            }
        };
        tracker.open();
    }

    @Override
    public void stop(BundleContext context) {
        if (tracker != null) {
            tracker.close();
            context.removeBundleListener(listener);
        }
    }

    private void bundleChanged(BundleEvent event) {
        boolean other = event.getType() == BundleEvent.INSTALLED || event.getType() == BundleEvent.UPDATED;
        if (other && catalogue.add(event.getBundle())) {
            watch.ifPresent(Watch::bundlesChanged);
        }
    }

    /** The settings of one Configuration Admin, and the thread that keeps them up to date. */
    private final class Watch {

        private final BundleContext context;
        private final WatchedSettings settings;
        private final FileProblems problems;
        private final ScheduledExecutorService thread = Threads.scheduler("settings");
        private volatile String failure = "";

        Watch(BundleContext context, Path folder, ConfigurationAdmin admin) {
            this.context = context;
            String secrets = context.getProperty("iam.secrets");
            this.settings = new WatchedSettings(folder, new SecretFolder(Optional.ofNullable(secrets).map(Path::of)),
                    new ConfigurationStore(admin), catalogue, this::isManaged);
            this.problems = new FileProblems(context);
        }

        void begin() {
            attempt(() -> settings.begin(System.nanoTime()));
            thread.scheduleWithFixedDelay(this::look, EACH_MS, EACH_MS, TimeUnit.MILLISECONDS);
        }

        void bundlesChanged() {
            attempt(() -> settings.bundlesChanged(System.nanoTime()));
        }

        void end() {
            thread.shutdownNow();
        }

        private void look() {
            attempt(() -> settings.look(System.nanoTime()));
            attempt(() -> problems.tell(settings.problems(System.nanoTime())));
        }

        /** A look that fails, with any fault, is not the last one. */
        private void attempt(Step step) {
            try {
                step.run();
            } catch (IOException | RuntimeException | Error e) {
                if (!e.toString().equals(failure)) {
                    failure = e.toString();
                    LOG.error("The settings cannot be kept up to date", e);
                }
            }
        }

        /** What is no component tells of its settings by a service. */
        private boolean isManaged(String pid) {
            try {
                String filter = "(&(|(objectClass=" + ManagedService.class.getName() + ")(objectClass="
                        + ManagedServiceFactory.class.getName() + "))(service.pid="
                        + pid.replaceAll("([\\\\*()])", "\\\\$1") + "))";
                return context.getAllServiceReferences(null, filter) != null;
            } catch (InvalidSyntaxException e) {
                return false;
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
