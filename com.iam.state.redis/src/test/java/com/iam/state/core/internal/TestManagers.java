package com.iam.state.core.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.iam.state.api.StateManager;
import com.iam.state.api.admin.ManagerStatus;
import com.iam.state.api.provider.StateRepository;
import com.iam.support.config.Settings;
import com.iam.support.gate.Gate;

/** The product's state manager over a repository that stays. */
public final class TestManagers {

    private TestManagers() {
    }

    /** The settings are the defaults, but the machine of the tests may be busy: an operation has 10 s. */
    public static StateManager over(StateRepository repository) {
        ManagerSettings settings = settings(Duration.ofSeconds(2));
        Gate<Bound> gate = new Gate<>("no state repository", new Gate.Limits(Duration.ofSeconds(1), 1000));
        gate.open(new Bound(repository, new Arrival(List.of(), repository, "Module login")));
        ManagerStatus status = new ManagerStatus("login", Optional.of(repository.info()), "(name=test)",
                settings.timeouts(), Optional.empty(), List.of());
        return new DefaultStateManager(new RepositoryCalls(gate), () -> settings, () -> status, InstantSource.system(),
                new SecureRandom()::nextBytes);
    }

    static ManagerSettings settings(Duration endInterval) {
        Map<String, Object> properties = new HashMap<>(Map.of("module", "login", "stateRepository.target", "(name=test)",
                "sessionIdleTimeout", 1800, "sessionLifetime", 28_800, "maximumSessionsPerUser", 0, "swapWaitInMs", 1000,
                "swapQueue", 1000, "operationTimeoutInMs", 10_000, "maximumStateSizeInBytes", 65_536,
                "maximumAttributeSizeInBytes", 16_384));
        properties.put("sessionEndInterval", endInterval.toSeconds());
        return ManagerSettings.of(new Settings(properties), null, false);
    }
}
