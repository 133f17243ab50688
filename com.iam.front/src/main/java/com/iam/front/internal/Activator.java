package com.iam.front.internal;

import java.util.Map;
import java.util.function.UnaryOperator;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.apache.felix.http.jetty.LoadBalancerCustomizerFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.LoggerFactory;

import com.iam.support.web.FrontSettings;

/**
 * Offers the front to Felix's HTTP service. To be started before that, so that no request is served without it. With
 * wrong settings nothing is served at all: not on an address that was not meant, nor by a name. The launcher refuses
 * to start with them.
 */
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(ConnectorFactory.class, front(context::getProperty), null);
        context.registerService(LoadBalancerCustomizerFactory.class, new ProxyHeaders(),
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 1000)));
    }

    private static Front front(UnaryOperator<String> properties) {
        try {
            return new Front(FrontSettings.from(properties));
        } catch (IllegalArgumentException e) {
            LoggerFactory.getLogger(Activator.class).error("Nothing is served: {}", e.getMessage());
            return Front.closed();
        }
    }

    @Override
    public void stop(BundleContext context) {
        // The framework unregisters the services. What stands before a running server stays there.
    }
}
