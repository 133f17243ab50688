package com.iam.users.jdbc.internal;

import java.io.File;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** As much of a framework as a component needs: properties, a data area, and a registry that keeps a journal. */
final class FakeFramework {

    final Map<String, String> properties = new HashMap<>();
    final List<Object> services = new ArrayList<>();
    /** As in "+ConfigurationProblem", "-ConfigurationProblem"; all names of a service are told, as in "+One+Other". */
    final List<String> journal = new ArrayList<>();
    private final File dataArea;

    FakeFramework(File dataArea) {
        this.dataArea = dataArea;
    }

    <T> List<T> services(Class<T> type) {
        return services.stream().filter(type::isInstance).map(type::cast).toList();
    }

    BundleContext context() {
        return proxy(BundleContext.class, (name, arguments) -> switch (name) {
            case "getProperty" -> properties.get(arguments[0]);
            case "getDataFile" -> new File(dataArea, (String) arguments[0]);
            case "registerService" -> register(arguments[0] instanceof Class<?> type ? type.getSimpleName()
                    : simpleNames((String[]) arguments[0]), arguments[1]);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private static String simpleNames(String[] types) {
        return Stream.of(types).map(type -> type.substring(type.lastIndexOf('.') + 1)).collect(Collectors.joining("+"));
    }

    private Object register(String type, Object service) {
        services.add(service);
        journal.add("+" + type);
        return proxy(ServiceRegistration.class, (name, arguments) -> {
            services.remove(service);
            journal.add("-" + type);
            return null;
        });
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
