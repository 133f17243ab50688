package com.iam.state.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.provider.StateRepository;

class MemoryRepositoryComponentTest {

    private final List<ConfigurationProblem> problems = new ArrayList<>();
    private StateRepository published;
    private Object name;
    private MemoryRepositoryComponent component;

    @AfterEach
    void stop() {
        component.deactivate();
    }

    /** The part of a framework that publishing needs. */
    private BundleContext framework() {
        return proxy(BundleContext.class, (proxy, method, arguments) -> {
            if (arguments[1] instanceof ConfigurationProblem problem) {
                problems.add(problem);
            } else {
                published = (StateRepository) arguments[1];
                name = ((Dictionary<?, ?>) arguments[2]).get(StateRepository.NAME);
            }
            return proxy(ServiceRegistration.class, (registration, call, properties) -> {
                if (call.getName().equals("setProperties")) {
                    name = ((Dictionary<?, ?>) properties[0]).get(StateRepository.NAME);
                } else {
                    problems.remove(arguments[1]);
                }
                return null;
            });
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Map<String, Object> settings(String name) {
        return Map.of("service.pid", "com.iam.state.memory~main", "name", name, "capacity", 10, "sweepInterval", 10);
    }

    @Test
    void anotherNameIsTakenOn() {
        component = new MemoryRepositoryComponent(framework(), null, settings("main"));
        component.modified(settings("other"));

        assertThat(name).isEqualTo("other");
        assertThat(published.info().name()).isEqualTo("other");
    }

    @Test
    void aNameThatCannotBeReadIsReportedAndTheLastOneStays() {
        component = new MemoryRepositoryComponent(framework(), null, settings("$[env:NOBODY]"));
        assertThat(problems).hasSize(1);
        assertThat(published).isNull();

        component.modified(settings("main"));
        component.modified(settings("$[env:NOBODY]"));
        assertThat(problems).hasSize(1);
        assertThat(name).isEqualTo("main");
    }
}
