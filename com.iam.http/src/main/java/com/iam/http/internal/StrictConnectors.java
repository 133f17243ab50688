package com.iam.http.internal;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.Container;

/**
 * Makes all connectors strict: those that Felix sets up by its settings, which has none for that, and those of other factories,
 * whichever of them comes first. Felix asks this one for a further connector before it serves anything; what it gets stands in
 * the place of its own first one, which has listened where {@linkplain NoPortContext no client asks}.
 */
final class StrictConnectors implements ConnectorFactory {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Ports ports;

    StrictConnectors(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Connector createConnector(Server server) {
        List<ServerConnector> lenient = Stream.of(server.getConnectors())
                .filter(ServerConnector.class::isInstance).map(ServerConnector.class::cast)
                .filter(connector -> !isStrict(connector)).toList();
        if (lenient.isEmpty()) {
            throw new IllegalStateException("none of the connectors could be opened");
        }
        List<ServerConnector> strict = new ArrayList<>();
        try {
            Map<ServerConnector, Integer> wanted = new HashMap<>();
            lenient.forEach(connector -> wanted.put(connector, ports.of(connector, server)));
            for (ServerConnector connector : lenient) {
                connector.stop();
                server.removeConnector(connector);
                int port = wanted.get(connector);
                awaitFree(connector.getHost(), port);
                strict.add(successor(server, connector, port));
            }
            for (ServerConnector connector : strict.subList(1, strict.size())) {
                server.addConnector(connector);
                connector.start();
            }
        } catch (Exception e) {
            throw new IllegalStateException("a connector could not be made strict", e);
        }
        server.addEventListener(new Later());
        return strict.get(0);
    }

    /**
     * A new one in its place. The old one is not started again: a thread of it that has been told to stop, and has not
     * noticed yet, would close the address that was opened anew, and go round in circles.
     */
    private static ServerConnector successor(Server server, ServerConnector lenient, int port) {
        ConnectionFactory[] factories = lenient.getConnectionFactories().stream()
                .map(factory -> factory instanceof HttpConnectionFactory http
                        ? new StrictConnectionFactory(http.getHttpConfiguration()) : factory)
                .toArray(ConnectionFactory[]::new);
        ServerConnector strict = new ServerConnector(server, null, null, null, lenient.getAcceptors(),
                lenient.getSelectorManager().getSelectorCount(), factories);
        strict.setName(lenient.getName());
        strict.setHost(lenient.getHost());
        strict.setPort(port);
        strict.setIdleTimeout(lenient.getIdleTimeout());
        strict.setAcceptQueueSize(lenient.getAcceptQueueSize());
        strict.setReuseAddress(lenient.getReuseAddress());
        return strict;
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
    private static void awaitFree(String host, int port) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (port > 0) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port));
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
