package com.iam.front.internal;

import org.apache.felix.http.jetty.LoadBalancerCustomizerFactory;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;

/**
 * What is believed of a proxy, if the operator says that there is one: {@code X-Forwarded-For} and {@code
 * X-Forwarded-Proto}. Jetty would believe eight more, and each that the proxy forgets to remove is its client's to
 * choose.
 */
final class ProxyHeaders implements LoadBalancerCustomizerFactory {

    @Override
    public HttpConfiguration.Customizer createCustomizer() {
        ForwardedRequestCustomizer customizer = new ForwardedRequestCustomizer();
        customizer.setForwardedHeader(null);
        customizer.setForwardedHostHeader(null);
        customizer.setForwardedServerHeader(null);
        customizer.setForwardedPortHeader(null);
        customizer.setForwardedHttpsHeader(null);
        customizer.setForwardedCipherSuiteHeader(null);
        customizer.setForwardedSslSessionIdHeader(null);
        return customizer;
    }
}
