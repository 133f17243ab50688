package com.iam.metrics.internal;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import com.iam.state.api.ConfigurationProblem;
import com.iam.state.api.StateManager;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** {@code /metrics} in the text format of Prometheus 0.0.4. It is for the operators' network: a front end should not pass it on. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/metrics")
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient List<StateManager> managers = new CopyOnWriteArrayList<>();
    private final transient List<ConfigurationProblem> problems = new CopyOnWriteArrayList<>();
    private final transient PrometheusTextFormatWriter writer = new PrometheusTextFormatWriter(false);

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindStateManager(StateManager manager) {
        managers.add(manager);
    }

    void unbindStateManager(StateManager manager) {
        managers.remove(manager);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindConfigurationProblem(ConfigurationProblem problem) {
        problems.add(problem);
    }

    void unbindConfigurationProblem(ConfigurationProblem problem) {
        problems.remove(problem);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(writer.getContentType());
        response.setHeader("Cache-Control", "no-store");
        writer.write(response.getOutputStream(), StateMetrics.of(managers, problems.size()));
    }
}
