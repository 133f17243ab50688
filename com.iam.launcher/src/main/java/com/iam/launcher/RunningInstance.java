package com.iam.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

import org.apache.felix.main.AutoProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The framework of this process. */
final class RunningInstance {

    private final Framework framework;
    private final Bundles bundles;
    private final Health health;
    private final Standing standing;
    private volatile BundleNews news;

    private RunningInstance(Framework framework, Bundles bundles, Health health) {
        this.framework = framework;
        this.bundles = bundles;
        this.health = health;
        this.standing = new Standing(bundles::missing);
        standing.publish(framework.getBundleContext());
    }

    /** Nothing runs yet; {@link #stop} may be called from now on. */
    static RunningInstance create(Map<String, String> settings, Arguments arguments) throws Refusal {
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst()
                .orElseThrow(() -> new IllegalStateException("org.apache.felix.main.jar is not beside the launcher"));
        Framework framework = factory.newFramework(settings);
        try {
            framework.init();
        } catch (BundleException e) {
            throw new Refusal("the framework does not start: " + e.getMessage(), e);
        }
        return new RunningInstance(framework,
                new Bundles(framework.getBundleContext(), arguments.instance().resolve("load")),
                new Health(FrameworkSettings.management(settings).uri("/health/ready")));
    }

    /** Returns when each bundle has been started once, which is not yet being ready. */
    void start(Map<String, String> settings) throws Refusal {
        try {
            AutoProcessor.process(settings, framework.getBundleContext());
            framework.start();
        } catch (BundleException e) {
            throw new Refusal("the framework does not start: " + e.getMessage(), e);
        }
    }

    /** What keeps the instance from being ready; bundles first, as checks of bundles that do not run say nothing. */
    List<String> missing() {
        List<String> idle = bundles.missing();
        return idle.isEmpty() ? health.reasons() : idle;
    }

    /** Bundles that do not run, though they should. */
    List<String> idle() {
        return bundles.missing();
    }

    /** @param filter as in {@code (name=value)} */
    Optional<Object> service(Class<?> type, String filter) {
        BundleContext context = framework.getBundleContext();
        try {
            return context.getServiceReferences(type, filter).stream().findFirst().map(context::getService);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** From now on, which bundles are replaced, added or removed. */
    void tellOfBundles(PrintStream console) {
        news = new BundleNews(console);
        framework.getBundleContext().addBundleListener(news);
    }

    /** Takes leave of those who send requests. Bounded; {@link #stop} is to follow. */
    void takeLeave(Farewell farewell, boolean wasReady, PrintStream console) throws InterruptedException {
        BundleContext context = framework.getBundleContext();
        if (context == null) {
            return;
        }
        BundleNews told = news;
        if (told != null) {
            context.removeBundleListener(told);
        }
        farewell.say(standing, context, wasReady, console);
    }

    /** @return whether everything stopped within the limit */
    boolean stop(Duration limit) throws BundleException, InterruptedException {
        framework.stop();
        return framework.waitForStop(limit.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }

    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }
}
