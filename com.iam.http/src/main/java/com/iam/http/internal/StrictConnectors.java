package com.iam.http.internal;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.Container;

/**
 * Makes all connectors strict: those that Felix sets up by its settings, which has none for that, and those of other factories,
 * whichever of them comes first. Felix asks this one for a further connector before it serves anything; what it gets is its
 * own first one, changed.
 */
final class StrictConnectors implements ConnectorFactory {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public Connector createConnector(Server server) {
        List<ServerConnector> lenient = Stream.of(server.getConnectors())
                .filter(ServerConnector.class::isInstance).map(ServerConnector.class::cast)
                .filter(connector -> !isStrict(connector)).toList();
        if (lenient.isEmpty()) {
            throw new IllegalStateException("none of the connectors could be opened");
        }
        try {
            for (ServerConnector connector : lenient) {
                connector.stop();
                awaitFree(connector);
                makeStrict(connector);
            }
            for (ServerConnector connector : lenient.subList(1, lenient.size())) {
                connector.start();
            }
        } catch (Exception e) {
            throw new IllegalStateException("a connector could not be made strict", e);
        }
        server.addEventListener(new Later());
        server.removeConnector(lenient.get(0));
        return lenient.get(0);
    }

    /** Those that are added from now on; they are started after that. */
    private static final class Later implements Container.Listener {

        @Override
        public void beanAdded(Container server, Object bean) {
            if (bean instanceof ServerConnector connector && !isStrict(connector)) {
                makeStrict(connector);
            }
        }

        @Override
        public void beanRemoved(Container server, Object bean) {
            // Takes its connections with it.
        }
    }

    /** The thread that waited for clients holds a closed address for another moment, in which it cannot be opened again. */
    private static void awaitFree(ServerConnector connector) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (connector.getPort() > 0) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(connector.getHost() == null ? new InetSocketAddress(connector.getPort())
                        : new InetSocketAddress(connector.getHost(), connector.getPort()));
                return;
            } catch (BindException e) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw e;
                }
                Thread.sleep(10);
            }
        }
    }

    private static boolean isStrict(ServerConnector connector) {
        return http(connector) instanceof StrictConnectionFactory;
    }

    private static void makeStrict(ServerConnector connector) {
        HttpConnectionFactory lenient = http(connector);
        connector.removeConnectionFactory(lenient.getProtocol());
        connector.addConnectionFactory(new StrictConnectionFactory(lenient.getHttpConfiguration()));
    }

    private static HttpConnectionFactory http(ServerConnector connector) {
        return connector.getConnectionFactory(HttpConnectionFactory.class);
    }
}
