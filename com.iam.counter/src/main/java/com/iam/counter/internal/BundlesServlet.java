package com.iam.counter.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * What an operator does to bundles in a shell: {@code POST stop|start|restart|refresh?name=SYMBOLIC_NAME}. It is done
 * on a thread of its own, since this very request may need the bundle, and one after the other.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/bundles/*")
public final class BundlesServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient BundleContext context;

    private interface Step {

        void run() throws BundleException;
    }

    @Activate
    public BundlesServlet(BundleContext context) {
        this.context = context;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Bundle bundle = Arrays.stream(context.getBundles())
                .filter(each -> request.getParameter("name").equals(each.getSymbolicName())).findFirst().orElseThrow();
        response.setStatus(202);
        switch (request.getPathInfo()) {
            case "/stop" -> run(bundle::stop);
            case "/start" -> run(bundle::start);
            case "/restart" -> run(() -> {
                bundle.stop();
                bundle.start();
            });
            case "/refresh" -> run(() -> context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class)
                    .refreshBundles(List.of(bundle)));
            default -> response.setStatus(404);
        }
    }

    private static void run(Step step) {
        Thread thread = new Thread(() -> {
            try {
                synchronized (BundlesServlet.class) {
                    step.run();
                }
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        }, "counter-bundles");
        thread.setDaemon(true);
        thread.start();
    }
}
