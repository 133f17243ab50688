package com.iam.state.crypto.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.provider.StateEncryption;

/** The part of a framework's registry that publishing needs. */
final class FakeBundleContext {

    record Registered(Object service, Map<String, Object> properties) {
    }

    private final List<Registered> registered = new CopyOnWriteArrayList<>();
    private final List<Integer> encryptionsAfterEachStep = new CopyOnWriteArrayList<>();

    BundleContext context() {
        return proxy(BundleContext.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("registerService")) {
                throw new UnsupportedOperationException(method.getName());
            }
            return register(arguments[1], properties((Dictionary<?, ?>) arguments[2]));
        });
    }

    /** The only encryption that is registered now. */
    StateEncryption encryption() {
        List<StateEncryption> encryptions = all(StateEncryption.class);
        if (encryptions.size() != 1) {
            throw new AssertionError(encryptions.size() + " encryptions are registered");
        }
        return encryptions.get(0);
    }

    Map<String, Object> propertiesOf(Object service) {
        return registered.stream().filter(entry -> entry.service() == service).findFirst().orElseThrow().properties();
    }

    List<StateEncryption> encryptions() {
        return all(StateEncryption.class);
    }

    List<ConfigurationProblem> problems() {
        return all(ConfigurationProblem.class);
    }

    /** How many encryptions there were after each registration and each withdrawal. */
    List<Integer> history() {
        return List.copyOf(encryptionsAfterEachStep);
    }

    private ServiceRegistration<?> register(Object service, Map<String, Object> properties) {
        Registered entry = new Registered(service, properties);
        registered.add(entry);
        encryptionsAfterEachStep.add(encryptions().size());
        return proxy(ServiceRegistration.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("unregister") || !registered.remove(entry)) {
                throw new IllegalStateException(method.getName());
            }
            encryptionsAfterEachStep.add(encryptions().size());
            return null;
        });
    }

    private <T> List<T> all(Class<T> type) {
        List<T> services = new ArrayList<>();
        registered.stream().map(Registered::service).filter(type::isInstance).map(type::cast).forEach(services::add);
        return services;
    }

    private static Map<String, Object> properties(Dictionary<?, ?> dictionary) {
        Map<String, Object> properties = new HashMap<>();
        if (dictionary != null) {
            dictionary.keys().asIterator().forEachRemaining(key -> properties.put(key.toString(), dictionary.get(key)));
        }
        return properties;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
