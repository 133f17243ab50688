package com.iam.http.internal;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** HTTP/1.1 as RFC 9112 has it, without anything that it lets a server tolerate. For every connector that listens. */
final class StrictConnectionFactory extends HttpConnectionFactory {

    private static final HttpCompliance STRICT = HttpCompliance.RFC7230.without("STRICT", HttpCompliance.Violation.values());

    /** Uses the given configuration itself, with the compliance set to strict. */
    StrictConnectionFactory(HttpConfiguration configuration) {
        super(configuration);
        configuration.setHttpCompliance(STRICT);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return super.newConnection(connector, new StrictEndPoint(endPoint));
    }
}
