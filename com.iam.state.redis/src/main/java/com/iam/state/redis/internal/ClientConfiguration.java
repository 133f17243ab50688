package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.Optional;

import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.ClusterServersConfig;
import org.redisson.config.Config;
import org.redisson.config.DelayStrategy;
import org.redisson.config.EqualJitterDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.ReplicatedServersConfig;
import org.redisson.config.SentinelServersConfig;
import org.redisson.config.SingleServerConfig;
import org.redisson.config.SslVerificationMode;
import org.redisson.config.SubscriptionMode;
import org.redisson.config.TransportMode;

import io.netty.channel.epoll.Epoll;

/** Redisson's configuration for each way in which Redis can be set up. */
final class ClientConfiguration {

    /** By which Redis knows the connections. */
    static final String NAME = "iam";
    /** Two event loops are enough for the few connections of one client. */
    private static final int THREADS = 2;
    /** How many writes may wait for replicas at a time. */
    private static final int WAITING = 64;
    /** A connection whose other end has silently gone is found out after twice this time. */
    private static final int PING_INTERVAL_IN_MS = 5000;
    /** How often the nodes are asked for changes of the topology: part of the time that a fail-over takes. */
    private static final int SCAN_INTERVAL_IN_MS = 1000;
    /** How long each address of a name that has several may take to be connected to. */
    private static final Duration TRIAL = Duration.ofSeconds(2);
    /** Jitter, so that many instances do not come back in one moment. */
    private static final DelayStrategy RECONNECTION = new EqualJitterDelay(Duration.ofMillis(100), Duration.ofSeconds(1));

    private ClientConfiguration() {
    }

    /** For a client whose connections wait, so that each is used for one command at a time: Redisson does so from 10 on. */
    static Config ofWaiting(RedisSettings settings, Certificates certificates) {
        return of(settings.withConnections(1, WAITING), certificates);
    }

    static Config of(RedisSettings settings, Certificates certificates) {
        Config config = new Config();
        config.setCodec(ByteArrayCodec.INSTANCE);
        // Or each argument of each command is searched for Redisson's own objects.
        config.setReferenceEnabled(false);
        // Or each script that is sent is looked for in Redis's memory first, which may forget it in that moment, again and again.
        config.setUseScriptCache(false);
        config.setThreads(THREADS);
        config.setNettyThreads(THREADS);
        settings.credentials().username().ifPresent(config::setUsername);
        settings.credentials().password().ifPresent(config::setPassword);
        config.setSslVerificationMode(settings.tls().verifyHostName() ? SslVerificationMode.STRICT : SslVerificationMode.CA_ONLY);
        certificates.trustManagers().ifPresent(config::setSslTrustManagerFactory);
        certificates.keyManagers().ifPresent(config::setSslKeyManagerFactory);
        if (settings.address().isSocket() || Epoll.isAvailable()) {
            // Faster than Java's own transport, which has no Unix-domain sockets at all. Not every machine has it.
            config.setTransportMode(TransportMode.EPOLL);
        }
        config.setNettyHook(new JoinedCommands());
        config.setAddressResolverGroupFactory(new Names(new HostsFile(Optional.empty()),
                settings.connectionTimeout().compareTo(TRIAL) < 0 ? settings.connectionTimeout() : TRIAL,
                settings.topology().mode() == Topology.Mode.SINGLE));
        switch (settings.topology().mode()) {
            case SINGLE -> single(config.useSingleServer(), settings);
            case SENTINEL -> sentinel(config.useSentinelServers(), settings);
            case REPLICATED -> replicated(config.useReplicatedServers(), settings);
            case CLUSTER -> cluster(config.useClusterServers(), settings);
        }
        return config;
    }

    private static void single(SingleServerConfig server, RedisSettings settings) {
        common(server, settings);
        server.setAddress(settings.topology().uris().get(0));
        server.setDatabase(settings.topology().database());
        if (settings.address().isSocket()) {
            // There is no name to be resolved again.
            server.setDnsMonitoringInterval(-1);
        }
        server.setConnectionMinimumIdleSize(settings.minimumIdleConnections());
        server.setConnectionPoolSize(settings.maximumPoolSize());
        server.setSubscriptionConnectionMinimumIdleSize(0);
        server.setSubscriptionConnectionPoolSize(1);
    }

    private static void sentinel(SentinelServersConfig servers, RedisSettings settings) {
        several(servers, settings);
        servers.setSentinelAddresses(settings.topology().uris());
        servers.setMasterName(settings.topology().sentinelMasterName());
        servers.setDatabase(settings.topology().database());
        servers.setScanInterval(SCAN_INTERVAL_IN_MS);
        // One that answers is enough to begin with; the others may be down just now.
        servers.setCheckSentinelsList(false);
        settings.topology().sentinelCredentials().username().ifPresent(servers::setSentinelUsername);
        settings.topology().sentinelCredentials().password().ifPresent(servers::setSentinelPassword);
    }

    private static void replicated(ReplicatedServersConfig servers, RedisSettings settings) {
        several(servers, settings);
        servers.setNodeAddresses(settings.topology().uris());
        servers.setDatabase(settings.topology().database());
        servers.setScanInterval(SCAN_INTERVAL_IN_MS);
    }

    private static void cluster(ClusterServersConfig servers, RedisSettings settings) {
        several(servers, settings);
        servers.setNodeAddresses(settings.topology().uris());
        servers.setScanInterval(SCAN_INTERVAL_IN_MS);
    }

    /** States are read where they are written: a replica may not know yet that a session has ended. */
    private static void several(BaseMasterSlaveServersConfig<?> servers, RedisSettings settings) {
        common(servers, settings);
        servers.setReadMode(ReadMode.MASTER);
        servers.setSubscriptionMode(SubscriptionMode.MASTER);
        servers.setMasterConnectionMinimumIdleSize(settings.minimumIdleConnections());
        servers.setMasterConnectionPoolSize(settings.maximumPoolSize());
        servers.setSlaveConnectionMinimumIdleSize(0);
        servers.setSlaveConnectionPoolSize(settings.maximumPoolSize());
        servers.setSubscriptionConnectionMinimumIdleSize(0);
        servers.setSubscriptionConnectionPoolSize(1);
    }

    private static void common(BaseConfig<?> servers, RedisSettings settings) {
        servers.setIdleConnectionTimeout(milliseconds(settings.idleTimeout()));
        servers.setConnectTimeout(milliseconds(settings.connectionTimeout()));
        servers.setTimeout(milliseconds(settings.responseTimeout()));
        // Whether a write may be sent twice is for the caller to decide: it knows the write's id.
        servers.setRetryAttempts(0);
        servers.setReconnectionDelay(RECONNECTION);
        servers.setPingConnectionInterval(PING_INTERVAL_IN_MS);
        servers.setClientName(NAME);
    }

    private static int milliseconds(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
