package com.iam.http.internal;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.apache.felix.http.jetty.internal.JettyActivator;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Starts Felix's HTTP server, after what makes its connectors strict is there. */
public final class HttpActivator implements BundleActivator {

    private final BundleActivator felix = new JettyActivator();
    private ServiceRegistration<ConnectorFactory> connectors;

    @Override
    public void start(BundleContext context) throws Exception {
        connectors = context.registerService(ConnectorFactory.class, new StrictConnectors(Ports.of(context)), null);
        felix.start(NoPortContext.of(context));
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        try {
            felix.stop(context);
        } finally {
            connectors.unregister();
        }
    }
}
