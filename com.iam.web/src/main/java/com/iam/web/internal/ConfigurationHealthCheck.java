package com.iam.web.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import com.iam.configuration.ConfigurationProblem;

/**
 * Warns of settings that were not accepted. No more: the last good configuration serves. How many they are is all it says, as
 * anybody may read the answer; which they are stands in the log and on the Adminapp.
 */
@Component(property = {HealthCheck.NAME + "=Configuration", HealthCheck.TAGS + "=ready"})
public final class ConfigurationHealthCheck implements HealthCheck {

    private final List<ConfigurationProblem> problems = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindConfigurationProblem(ConfigurationProblem problem) {
        problems.add(problem);
    }

    void unbindConfigurationProblem(ConfigurationProblem problem) {
        problems.remove(problem);
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        int count = problems.size();
        if (count > 0) {
            log.warn("settings that were not accepted: {}; the log and the Adminapp say which", count);
        } else {
            log.info("all settings are in force");
        }
        return new Result(log);
    }
}
