package com.iam.state.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;

import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.provider.StateEncryption;

/** A migrating component, and what it may migrate between. */
abstract class MigratingFixture {

    final FakeBundleContext framework = new FakeBundleContext();
    final MutableClock clock = new MutableClock();
    final MigratingComponent component = new MigratingComponent(clock);
    final StateEncryption none = new NoEncryption();
    final StateEncryption old = Golden.aes(Golden.key(1));
    final StateEncryption fresh = Golden.aes(Golden.key(2));
    private long serviceId = 1;

    @AfterEach
    void nothingStaysBehind() {
        component.deactivate();

        assertThat(framework.encryptions()).isEmpty();
        assertThat(framework.problems()).isEmpty();
    }

    void activateWithBoth(Map<String, Object> settings) {
        bind(old, "old");
        bind(fresh, "fresh");
        activate(settings);
    }

    void activate(Map<String, Object> settings) {
        component.activate(framework.context(), null, settings(settings));
    }

    void bind(StateEncryption encryption, String name) {
        bind(encryption, name, 0);
    }

    void bind(StateEncryption encryption, String name, int ranking) {
        component.bind(encryption, Map.of("name", name, "service.ranking", ranking, "service.id", serviceId++));
    }

    String primary() {
        return framework.encryption().keys().get(0).id();
    }

    ConfigurationProblem problem() {
        assertThat(framework.problems()).hasSize(1);
        return framework.problems().get(0);
    }

    static Map<String, Object> settings(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("name", "move", "previousEncryption.target", "(name=old)",
                "newEncryption.target", "(name=fresh)", "phase", "read-both", "deadline", "", "maximumSessionLifetime", 28_800,
                "service.pid", "com.iam.state.crypto.migrating~move"));
        all.putAll(settings);
        return all;
    }
}
