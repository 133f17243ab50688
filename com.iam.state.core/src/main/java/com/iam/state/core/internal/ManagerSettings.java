package com.iam.state.core.internal;

import java.time.Duration;

import org.osgi.framework.Filter;

import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.StateRepository;
import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;
import com.iam.support.gate.Gate;

/** The validated settings of one state manager. */
record ManagerSettings(String module, Filter repository, boolean leaveShared, Timeouts timeouts, int maximumSessionsPerUser, SizeLimits sizes,
        Gate.Limits limits, Duration operationTimeout, Duration endInterval) {

    static final String TARGET = "stateRepository.target";
    static final String LEAVE_SHARED = "leaveSharedRepository";

    /**
     * @param repository the choice of MAIN SETTINGS, for a module that makes none
     * @param leaveShared the same for whether a module may go from a shared repository to one of this instance alone
     */
    static ManagerSettings of(Settings settings, Filter repository, boolean leaveShared) {
        String module = settings.text("module");
        if (!module.matches("[a-z0-9]{1,32}")) {
            throw new InvalidSettingException("module", "must be 1 to 32 lower-case letters and digits, not '" + module + "'");
        }
        Duration idle = settings.seconds("sessionIdleTimeout", 1, 30 * 86_400);
        Duration lifetime = settings.seconds("sessionLifetime", 1, 30 * 86_400);
        return new ManagerSettings(module, settings.has(TARGET) ? settings.filter(TARGET) : repository,
                settings.has(LEAVE_SHARED) ? settings.flag(LEAVE_SHARED) : leaveShared, new Timeouts(idle, lifetime),
                settings.integer("maximumSessionsPerUser", 0, 10_000),
                new SizeLimits(settings.integer("maximumStateSizeInBytes", 1024, StateRepository.MAXIMUM_STATE_SIZE),
                        settings.integer("maximumAttributeSizeInBytes", 256, StateRepository.MAXIMUM_STATE_SIZE)),
                new Gate.Limits(settings.milliseconds("swapWaitInMs", 0, 4_000), settings.integer("swapQueue", 0, 100_000)),
                settings.milliseconds("operationTimeoutInMs", 100, 30_000),
                settings.seconds("sessionEndInterval", 1, 60));
    }
}
