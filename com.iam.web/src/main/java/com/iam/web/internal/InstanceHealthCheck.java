package com.iam.web.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Not ready before every bundle has started, and when the process is about to stop. The launcher knows both; without one there is
 * nothing to say.
 */
@Component(property = {HealthCheck.NAME + "=Instance", HealthCheck.TAGS + "=ready"})
public final class InstanceHealthCheck implements HealthCheck {

    private final AtomicReference<Supplier<List<String>>> unready = new AtomicReference<>();

    @Reference(target = "(iam.instance=unready)", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindUnready(Supplier<List<String>> service) {
        unready.set(service);
    }

    void unbindUnready(Supplier<List<String>> service) {
        unready.compareAndSet(service, null);
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        List<String> reasons = reasons();
        reasons.forEach(reason -> log.temporarilyUnavailable("{}", reason));
        if (reasons.isEmpty()) {
            log.info("this instance has started");
        }
        return new Result(log);
    }

    private List<String> reasons() {
        Supplier<List<String>> service = unready.get();
        return service == null ? List.of() : service.get();
    }
}
