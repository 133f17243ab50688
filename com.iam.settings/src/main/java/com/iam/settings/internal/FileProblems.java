package com.iam.settings.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.configuration.ConfigurationProblem;

/**
 * Says what is wrong with files: one line in the log when it becomes known and one when it is over, and a
 * {@link ConfigurationProblem} service for as long as it lasts. For one thread at a time, without a lock: services come
 * and go by it.
 */
final class FileProblems {

    private static final Logger LOG = LoggerFactory.getLogger("com.iam.configuration");

    private final BundleContext context;
    private final Map<String, Published> published = new HashMap<>();

    private record Published(FileProblem problem, ServiceRegistration<ConfigurationProblem> service) {
    }

    FileProblems(BundleContext context) {
        this.context = context;
    }

    /** @param problems all that there are now, by the names of the files */
    void tell(Map<String, FileProblem> problems) {
        for (String file : Set.copyOf(published.keySet())) {
            if (!problems.containsKey(file)) {
                Published over = published.remove(file);
                LOG.info("{}: {}: the problem is over", printable(file), over.problem().place());
                withdraw(over.service());
            }
        }
        problems.forEach(this::tell);
    }

    private void tell(String file, FileProblem problem) {
        Published before = published.get(file);
        if (before != null && before.problem().equals(problem)) {
            return;
        }
        ConfigurationProblem next = new ConfigurationProblem(problem.pid(), printable(file), problem.place(),
                problem.reason(), problem.consequence());
        LOG.error("{}", next.line());
        if (before != null) {
            withdraw(before.service());
        }
        published.put(file,
                new Published(problem, context.registerService(ConfigurationProblem.class, next, null)));
    }

    private static void withdraw(ServiceRegistration<?> service) {
        try {
            service.unregister();
        } catch (IllegalStateException e) {
            LOG.debug("The bundle is stopping: the framework has withdrawn the problem", e);
        }
    }

    private static String printable(String file) {
        return file.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
