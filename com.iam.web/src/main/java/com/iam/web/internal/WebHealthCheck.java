package com.iam.web.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;

/** Ready once the HTTP service answers for every module: a balancer that comes earlier would meet 404. */
@Component(property = {HealthCheck.NAME + "=Web modules", HealthCheck.TAGS + "=ready"})
public final class WebHealthCheck implements HealthCheck {

    /** Where every module is, by its name, and what each of them serves. A path may have hyphens, a name has none. */
    private static final String PATH = "/auth";
    private static final String REST = "/rest/*";

    private final RequiredModules required;
    private volatile Optional<HttpServiceRuntime> runtime = Optional.empty();

    @Activate
    public WebHealthCheck(@Reference RequiredModules required) {
        this.required = required;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRuntime(HttpServiceRuntime service) {
        runtime = Optional.of(service);
    }

    void unbindRuntime(HttpServiceRuntime service) {
        if (runtime.equals(Optional.of(service))) {
            runtime = Optional.empty();
        }
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        for (String module : required.get()) {
            if (serves(PATH + module)) {
                log.info("module {} can be reached", module);
            } else {
                log.temporarilyUnavailable("the HTTP service does not serve module {}", module);
            }
        }
        return new Result(log);
    }

    private boolean serves(String path) {
        return runtime.map(HttpServiceRuntime::getRuntimeDTO).stream().flatMap(dto -> Stream.of(dto.servletContextDTOs))
                .filter(context -> context.contextPath.replace("-", "").equals(path))
                .flatMap(context -> Stream.of(context.servletDTOs))
                .anyMatch(servlet -> Arrays.asList(servlet.patterns).contains(REST));
    }
}
