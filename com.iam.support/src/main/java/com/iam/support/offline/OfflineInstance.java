package com.iam.support.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

import com.iam.configuration.ConfigurationProblem;

/** What a command that needs no running instance looks at: the settings of an instance, and what they came to. */
public final class OfflineInstance {

    private static final Duration SETTLING = Duration.ofSeconds(15);

    private final BundleContext context;

    /** @param context its property {@code iam.instance} is the folder of the instance */
    public OfflineInstance(BundleContext context) {
        this.context = context;
    }

    public Path settings() {
        return Path.of(String.valueOf(context.getProperty("iam.instance")), "conf");
    }

    /** The names of the files of settings that begin so, sorted; none if the folder cannot be read. */
    public List<String> files(String beginning) {
        try (var files = Files.list(settings())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(beginning) && (name.endsWith(".config") || name.endsWith(".cfg")))
                    .sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** In no order. */
    public <T> List<ServiceReference<T>> services(Class<T> type) {
        try {
            return List.copyOf(context.getServiceReferences(type, null));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter", e);
        }
    }

    /** Those whose PID begins so, sorted. */
    public List<ConfigurationProblem> problems(String beginning) {
        return services(ConfigurationProblem.class).stream().map(context::getService).filter(Objects::nonNull)
                .filter(problem -> problem.pid().startsWith(beginning))
                .sorted(Comparator.comparing(ConfigurationProblem::line)).toList();
    }

    /**
     * Waits for some seconds at the most. Settings become known one after the other, and no event tells which were the last.
     *
     * @param settled depends on services alone: it is asked again whenever one comes, changes or goes
     */
    public void awaitUntil(BooleanSupplier settled) {
        Semaphore news = new Semaphore(0);
        ServiceListener listener = event -> news.release();
        long limit = System.nanoTime() + SETTLING.toNanos();
        context.addServiceListener(listener);
        try {
            while (!settled.getAsBoolean() && news.tryAcquire(limit - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            context.removeServiceListener(listener);
        }
    }
}
