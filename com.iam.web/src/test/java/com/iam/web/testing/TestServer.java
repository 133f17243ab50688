package com.iam.web.testing;

import java.net.URI;
import java.util.Map;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

import jakarta.servlet.http.HttpServlet;

/** A real server on a free port of this machine. */
public final class TestServer implements AutoCloseable {

    /** Makes a request look as if it had come over TLS, as it would on a TLS connector. */
    public static final String TLS_HEADER = "X-Test-Tls";

    private final Server server = new Server();
    private final ServerConnector connector;

    private TestServer(int port, Map<String, HttpServlet> servlets, String contextPath) {
        HttpConfiguration configuration = new HttpConfiguration();
        ForwardedRequestCustomizer tls = new ForwardedRequestCustomizer();
        tls.setForwardedHeader(null);
        tls.setForwardedProtoHeader(null);
        tls.setForwardedHttpsHeader(TLS_HEADER);
        configuration.addCustomizer(tls);
        connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler(contextPath);
        context.setAllowNullPathInContext(true);
        servlets.forEach((pattern, servlet) -> context.addServlet(new ServletHolder(servlet), pattern));
        server.setHandler(context);
    }

    /** @param servlets by pattern */
    public static TestServer start(String contextPath, Map<String, HttpServlet> servlets) {
        return start(0, contextPath, servlets);
    }

    public static TestServer start(int port, String contextPath, Map<String, HttpServlet> servlets) {
        TestServer started = new TestServer(port, servlets, contextPath);
        try {
            started.server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not start", e);
        }
        return started;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
    }
}
