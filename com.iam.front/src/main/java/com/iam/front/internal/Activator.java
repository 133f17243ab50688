package com.iam.front.internal;

import java.util.Map;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.apache.felix.http.jetty.LoadBalancerCustomizerFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/**
 * Offers the front to Felix's HTTP service. To be started before that, so that no request is served without it. Wrong settings
 * refuse the start of this bundle, in one line: nothing is served on an address that was not meant.
 */
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        FrontSettings settings = FrontSettings.from(context::getProperty);
        context.registerService(ConnectorFactory.class, new Front(settings), null);
        context.registerService(LoadBalancerCustomizerFactory.class, new ProxyHeaders(),
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 1000)));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework unregisters the services. What stands before a running server stays there.
    }
}
