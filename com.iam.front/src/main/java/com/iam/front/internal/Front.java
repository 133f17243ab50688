package com.iam.front.internal;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;

import com.iam.front.internal.Gate.Side;
import com.iam.support.web.FrontSettings;

/**
 * Puts a {@link Gate} before each address of a server that starts, has it answer errors plainly, and gives it the
 * address for management, if there is one. The HTTP service asks for one more connector before it serves anything:
 * without that address it gets a connector that listens nowhere.
 */
final class Front implements ConnectorFactory {

    private final FrontSettings settings;
    private final Side side;

    Front(FrontSettings settings) {
        this(settings, settings.management().isPresent() ? Side.PUBLIC : Side.ALL);
    }

    private Front(FrontSettings settings, Side side) {
        this.settings = settings;
        this.side = side;
    }

    /** A front that lets nothing pass. */
    static Front closed() {
        return new Front(new FrontSettings(Optional.empty(), Set.of()), Side.NONE);
    }

    @Override
    public Connector createConnector(Server server) {
        PlainErrors errors = new PlainErrors();
        server.setErrorHandler(errors);
        server.getDescendants(ContextHandler.class).forEach(context -> context.setErrorHandler(errors));
        ServerConnector management = management(server);
        configurations(server).forEach(each -> each.addCustomizer(new Gate(side, settings.hosts())));
        return management;
    }

    private static Stream<HttpConfiguration> configurations(Server server) {
        return Stream.of(server.getConnectors()).flatMap(connector -> connector.getConnectionFactories().stream())
                .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
                .map(factory -> ((HttpConfiguration.ConnectionFactory) factory).getHttpConfiguration()).distinct();
    }

    /** Like the first, but for the encryption. */
    private ServerConnector management(Server server) {
        HttpConfiguration configuration = configurations(server).findFirst().map(HttpConfiguration::new).orElseGet(HttpConfiguration::new);
        configuration.addCustomizer(new Gate(Side.MANAGEMENT, Set.of()));
        ServerConnector connector = settings.management().isPresent()
                ? new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration)) : new Unopened(server);
        Stream.of(server.getConnectors()).findFirst().ifPresent(first -> connector.setIdleTimeout(first.getIdleTimeout()));
        settings.management().ifPresent(address -> {
            connector.setHost(address.host());
            connector.setPort(address.port());
        });
        return connector;
    }

    /** Listens nowhere. */
    private static final class Unopened extends ServerConnector {

        private Unopened(Server server) {
            super(server, 0, 1, new HttpConnectionFactory());
            // Felix tells the addresses of all connectors to others; of this, no more than of the machine itself.
            setHost("127.0.0.1");
        }

        @Override
        protected void doStart() {
            // Nothing to open.
        }

        @Override
        protected void doStop() {
            // Nothing to close.
        }
    }
}
