package com.iam.state.redis.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

import com.iam.state.api.provider.StateEncryption;

/** As much of a framework as the component needs: it registers services and is asked for a bundle's state. */
@SuppressWarnings("unchecked") // what a proxy is called with has no generic types
final class FakeFramework {

    private static final class Registered {
        private final Object service;
        private volatile Dictionary<String, ?> properties;

        private Registered(Object service, Dictionary<String, ?> properties) {
            this.service = service;
            this.properties = properties;
        }
    }

    private final List<Registered> registered = new CopyOnWriteArrayList<>();
    private final Map<String, String> properties;

    FakeFramework() {
        this(Map.of());
    }

    FakeFramework(Map<String, String> properties) {
        this.properties = properties;
    }

    BundleContext context() {
        return fake(BundleContext.class, (proxy, method, arguments) -> {
            if (method.getName().equals("getProperty")) {
                return properties.get(arguments[0]);
            }
            if (!method.getName().equals("registerService")) {
                throw new UnsupportedOperationException(method.getName());
            }
            Registered entry = new Registered(arguments[1], (Dictionary<String, ?>) arguments[2]);
            registered.add(entry);
            return registration(entry);
        });
    }

    <T> Optional<T> service(Class<T> type) {
        return registered.stream().map(entry -> entry.service).filter(type::isInstance).map(type::cast).findFirst();
    }

    Object property(Class<?> type, String key) {
        return registered.stream().filter(entry -> type.isInstance(entry.service)).findFirst().orElseThrow().properties.get(key);
    }

    /** Of a service whose bundle is active. */
    static ServiceReference<StateEncryption> reference(long id, String kind) {
        Map<String, Object> properties = Map.of("service.id", id, "state.encryption", kind, "name", "key" + id);
        Bundle bundle = fake(Bundle.class, (proxy, method, arguments) -> Bundle.ACTIVE);
        ServiceReference<StateEncryption> reference = fake(ServiceReference.class, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "getProperty" -> properties.get(arguments[0]);
                    case "getProperties" -> FrameworkUtil.asDictionary(properties);
                    case "getBundle" -> bundle;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return reference;
    }

    private ServiceRegistration<?> registration(Registered entry) {
        return fake(ServiceRegistration.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "unregister" -> registered.remove(entry);
                case "setProperties" -> entry.properties = (Dictionary<String, ?>) arguments[0];
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
