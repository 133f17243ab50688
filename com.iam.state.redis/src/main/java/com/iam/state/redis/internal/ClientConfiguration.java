package com.iam.state.redis.internal;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;

import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.EqualJitterDelay;
import org.redisson.config.SingleServerConfig;
import org.redisson.config.SslVerificationMode;

/** Redisson's configuration for one Redis server. */
final class ClientConfiguration {

    /** Two event loops are enough for the few connections of one client. */
    private static final int THREADS = 2;
    /** A connection whose other end has silently gone is found out after twice this time. */
    private static final int PING_INTERVAL_IN_MS = 5000;

    private ClientConfiguration() {
    }

    static Config of(RedisSettings settings) {
        Config config = new Config();
        config.setCodec(ByteArrayCodec.INSTANCE);
        config.setThreads(THREADS);
        config.setNettyThreads(THREADS);
        settings.credentials().username().ifPresent(config::setUsername);
        settings.credentials().password().ifPresent(config::setPassword);
        secure(config, settings.tls());

        SingleServerConfig server = config.useSingleServer();
        server.setAddress(settings.address().uri());
        server.setDatabase(settings.address().database());
        server.setConnectionMinimumIdleSize(settings.minimumIdleConnections());
        server.setConnectionPoolSize(settings.maximumPoolSize());
        server.setIdleConnectionTimeout(milliseconds(settings.idleTimeout()));
        server.setConnectTimeout(milliseconds(settings.connectionTimeout()));
        server.setTimeout(milliseconds(settings.responseTimeout()));
        // Whether a write may be sent twice is for the caller to decide: it knows the write's id.
        server.setRetryAttempts(0);
        // Jitter, so that many instances do not come back in one moment.
        server.setReconnectionDelay(new EqualJitterDelay(Duration.ofMillis(100), Duration.ofSeconds(1)));
        server.setPingConnectionInterval(PING_INTERVAL_IN_MS);
        server.setSubscriptionConnectionMinimumIdleSize(0);
        server.setSubscriptionConnectionPoolSize(1);
        server.setClientName("iam");
        return config;
    }

    private static void secure(Config config, RedisSettings.Tls tls) {
        config.setSslVerificationMode(tls.verifyHostName() ? SslVerificationMode.STRICT : SslVerificationMode.CA_ONLY);
        tls.trustStore().ifPresent(path -> config.setSslTruststore(url(path)));
        tls.trustStorePassword().ifPresent(config::setSslTruststorePassword);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("every Java platform reads files by URL", e);
        }
    }

    private static int milliseconds(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
