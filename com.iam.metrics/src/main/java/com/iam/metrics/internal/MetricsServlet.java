package com.iam.metrics.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import com.iam.configuration.ConfigurationProblem;
import com.iam.logback.AuditLosses;
import com.iam.state.api.admin.SessionAdministration;
import com.iam.users.api.UserDirectory;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** {@code /metrics} in the text format of Prometheus 0.0.4. It is for the operators' network: a front end should not pass it on. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/metrics")
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient List<SessionAdministration> managers = new CopyOnWriteArrayList<>();
    private final transient List<ConfigurationProblem> problems = new CopyOnWriteArrayList<>();
    private final transient AtomicReference<UserDirectory> directory = new AtomicReference<>();
    private final transient PrometheusTextFormatWriter writer = new PrometheusTextFormatWriter(false);
    private final transient PrometheusRegistry process = processMetrics();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSessions(SessionAdministration manager) {
        managers.add(manager);
    }

    void unbindSessions(SessionAdministration manager) {
        managers.remove(manager);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindConfigurationProblem(ConfigurationProblem problem) {
        problems.add(problem);
    }

    void unbindConfigurationProblem(ConfigurationProblem problem) {
        problems.remove(problem);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindUserDirectory(UserDirectory service) {
        directory.set(service);
    }

    void unbindUserDirectory(UserDirectory service) {
        directory.compareAndSet(service, null);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(writer.getContentType());
        response.setHeader("Cache-Control", "no-store");
        writer.write(response.getOutputStream(), new MetricSnapshots(Stream
                .concat(StateMetrics.of(managers, Optional.ofNullable(directory.get()), problems.size(),
                        AuditLosses.total()).stream(), process.scrape().stream()).toList()));
    }

    /** Those of them that only look when they are asked: what listens to the platform would outlive this bundle. */
    private static PrometheusRegistry processMetrics() {
        PrometheusRegistry registry = new PrometheusRegistry();
        JvmThreadsMetrics.builder().register(registry);
        JvmClassLoadingMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        ProcessMetrics.builder().register(registry);
        return registry;
    }
}
