package com.iam.web.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** As much of a framework as a component needs that publishes services. */
public final class FakeServiceRegistry {

    private final List<Object> services = new CopyOnWriteArrayList<>();

    public BundleContext context() {
        return proxy(BundleContext.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("registerService")) {
                throw new UnsupportedOperationException(method.getName());
            }
            return register(arguments[1]);
        });
    }

    /** Those that are registered now. */
    public <T> List<T> all(Class<T> type) {
        return services.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private ServiceRegistration<?> register(Object service) {
        services.add(service);
        return proxy(ServiceRegistration.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("unregister") || !services.remove(service)) {
                throw new IllegalStateException(method.getName());
            }
            return null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
