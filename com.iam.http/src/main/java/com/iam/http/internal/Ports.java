package com.iam.http.internal;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.osgi.framework.BundleContext;

/** The ports of the settings for Felix's own connectors; empty where the settings name none, and Felix's choice stands. */
record Ports(OptionalInt http, OptionalInt https) {

    private static final String HTTP_ENABLED = "org.apache.felix.http.enable";

    static Ports of(BundleContext context) {
        boolean http = !"false".equalsIgnoreCase(context.getProperty(HTTP_ENABLED));
        return new Ports(http ? port(context.getProperty(NoPortContext.HTTP_PORT)) : OptionalInt.empty(),
                port(context.getProperty(NoPortContext.HTTPS_PORT)));
    }

    private static OptionalInt port(String text) {
        return Optional.ofNullable(text).map(each -> OptionalInt.of(Integer.parseInt(each.trim()))).orElse(OptionalInt.empty());
    }

    /** Felix's own connector is the first of its kind; those of other factories keep their ports. */
    int of(ServerConnector connector, Server server) {
        boolean secure = isSecure(connector);
        boolean own = Stream.of(server.getConnectors()).filter(ServerConnector.class::isInstance)
                .map(ServerConnector.class::cast).filter(each -> isSecure(each) == secure).findFirst().orElseThrow() == connector;
        return own ? (secure ? https : http).orElse(connector.getPort()) : connector.getPort();
    }

    private static boolean isSecure(ServerConnector connector) {
        return connector.getConnectionFactory(SslConnectionFactory.class) != null;
    }
}
