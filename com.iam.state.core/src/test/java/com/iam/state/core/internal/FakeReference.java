package com.iam.state.core.internal;

import java.util.Dictionary;
import java.util.Map;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** A service reference outside a framework: properties, and an order by ranking. */
record FakeReference<T>(Map<String, Object> properties, int ranking) implements ServiceReference<T> {

    static <T> ServiceReference<T> of(String kind, String name, int ranking) {
        return of(kind, name, ranking, true);
    }

    /** @param punctual whether it says that it keeps deadlines */
    static <T> FakeReference<T> of(String kind, String name, int ranking, boolean punctual) {
        return new FakeReference<>(Map.of("state.repository", kind, "name", name, "state.repository.punctual", punctual), ranking);
    }

    @Override
    public Object getProperty(String key) {
        return properties.get(key);
    }

    @Override
    public String[] getPropertyKeys() {
        return properties.keySet().toArray(String[]::new);
    }

    @Override
    public Bundle getBundle() {
        return null;
    }

    @Override
    public Bundle[] getUsingBundles() {
        return null;
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
        return true;
    }

    @Override
    public int compareTo(Object other) {
        return Integer.compare(ranking, ((FakeReference<?>) other).ranking);
    }

    @Override
    public Dictionary<String, Object> getProperties() {
        return FrameworkUtil.asDictionary(properties);
    }

    @Override
    public <A> A adapt(Class<A> type) {
        return null;
    }
}
