package com.iam.settings.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what is wrong with files: one line in the log when it becomes known and one when it is over, and a service of
 * the API's type for as long as it lasts. The API is a bundle that comes later than this one and may be replaced, so
 * its class is looked up and not imported: a refresh of the API must not stop this bundle, which Configuration Admin
 * depends on. For one thread at a time, without a lock: services come and go by it.
 */
final class FileProblems {

    private static final Logger LOG = LoggerFactory.getLogger("com.iam.configuration");
    private static final String API = "com.iam.state.api";
    private static final String PROBLEM = "com.iam.state.api.admin.ConfigurationProblem";

    private final BundleContext context;
    private final Map<String, Told> told = new HashMap<>();

    /** @param type the API's class; empty while there is no API */
    private record Told(FileProblem problem, Optional<Class<?>> type, Optional<ServiceRegistration<?>> service) {
    }

    FileProblems(BundleContext context) {
        this.context = context;
    }

    /** @param problems all that there are now, by the names of the files */
    void tell(Map<String, FileProblem> problems) {
        for (String file : Set.copyOf(told.keySet())) {
            if (!problems.containsKey(file)) {
                Told over = told.remove(file);
                LOG.info("{}: {}: the problem is over", printable(file), over.problem().place());
                over.service().ifPresent(FileProblems::withdraw);
            }
        }
        if (problems.isEmpty()) {
            return;
        }
        Optional<Class<?>> type = type();
        problems.forEach((file, problem) -> tell(file, problem, type));
    }

    private void tell(String file, FileProblem problem, Optional<Class<?>> type) {
        Told before = told.get(file);
        boolean known = before != null && before.problem().equals(problem);
        if (known && before.type().equals(type)) {
            return;
        }
        if (!known) {
            LOG.error("{}: {}: {}; {}", printable(file), problem.place(), problem.reason(), problem.consequence());
        }
        if (before != null) {
            before.service().ifPresent(FileProblems::withdraw);
        }
        told.put(file, new Told(problem, type, type.map(api -> register(api, file, problem))));
    }

    private Optional<Class<?>> type() {
        return Stream.of(context.getBundles())
                .filter(bundle -> API.equals(bundle.getSymbolicName())
                        && (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0)
                .<Class<?>>map(FileProblems::type).findFirst();
    }

    private static Class<?> type(Bundle api) {
        try {
            return api.loadClass(PROBLEM);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the API has no " + PROBLEM, e);
        }
    }

    private ServiceRegistration<?> register(Class<?> type, String file, FileProblem problem) {
        try {
            Object service = type.getConstructor(String.class, String.class, String.class, String.class, String.class)
                    .newInstance(problem.pid(), printable(file), problem.place(), problem.reason(),
                            problem.consequence());
            return context.registerService(PROBLEM, service, null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the API has another " + PROBLEM, e);
        }
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
