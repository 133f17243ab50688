package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.osgi.framework.Filter;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;
import com.iam.support.gate.Gate;

/** The settings of one repository, all of them valid. */
record RedisSettings(String name, Topology topology, Credentials credentials, TlsSettings tls, String namespace,
        Filter encryptionTarget, Duration responseTimeout, Duration connectionTimeout, int minimumIdleConnections,
        int maximumPoolSize, Duration idleTimeout, Duration sweepInterval, int resealPerSecond, Set<String> abandonedKeys, Replication replication,
        NearCacheSettings nearCache, Gate.Limits swapping) {

    static final String ENCRYPTION_TARGET = "encryption.target";
    static final String ABANDONED_KEYS = "abandonedKeys";

    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{16}");

    record Credentials(Optional<String> username, Optional<String> password) {

        /** It may be printed by mistake. */
        @Override
        public String toString() {
            return "Credentials[***]";
        }
    }

    static RedisSettings of(Settings given) {
        Settings settings = RedissonYaml.expanded(given);
        Topology topology = Topology.of(settings);
        int pool = settings.integer("maximumPoolSize", 1, 64);
        int idle = settings.integer("minimumIdleConnections", 0, 64);
        if (idle > pool) {
            throw new InvalidSettingException("minimumIdleConnections", "must not be above maximumPoolSize, " + pool);
        }
        return new RedisSettings(settings.name(), topology, credentials(settings), TlsSettings.of(settings, topology.tls()),
                namespace(settings.text("namespace")), settings.filter(ENCRYPTION_TARGET),
                settings.milliseconds("responseTimeoutInMs", 10, 60_000),
                settings.milliseconds("connectionTimeoutInMs", 10, 60_000), idle, pool,
                settings.milliseconds("idleTimeoutInMs", 1000, 3_600_000), settings.seconds("sweepInterval", 1, 60),
                settings.integer("resealPerSecond", 0, 100_000), abandonedKeys(settings),
                Replication.of(settings), NearCacheSettings.of(settings),
                new Gate.Limits(settings.milliseconds("swapWaitInMs", 0, 4000), settings.integer("swapQueue", 0, 100_000)));
    }

    private static Set<String> abandonedKeys(Settings settings) {
        Set<String> ids = Set.copyOf(settings.texts(ABANDONED_KEYS));
        if (!ids.stream().allMatch(id -> KEY_ID.matcher(id).matches())) {
            // The value is not shown: somebody may have put a key where its id belongs.
            throw new InvalidSettingException(ABANDONED_KEYS, "must be key ids, 16 hexadecimal digits in lower case each");
        }
        return ids;
    }

    RedisSettings withConnections(int minimumIdle, int maximum) {
        return new RedisSettings(name, topology, credentials, tls, namespace, encryptionTarget, responseTimeout,
                connectionTimeout, minimumIdle, maximum, idleTimeout, sweepInterval, resealPerSecond, abandonedKeys,
                replication, nearCache, swapping);
    }

    /** For what only has a look. */
    RedisSettings withoutNearCache() {
        return new RedisSettings(name, topology, credentials, tls, namespace, encryptionTarget, responseTimeout,
                connectionTimeout, minimumIdleConnections, maximumPoolSize, idleTimeout, sweepInterval, resealPerSecond,
                abandonedKeys, replication, NearCacheSettings.OFF, swapping);
    }

    /** The node that is asked first. */
    RedisAddress address() {
        return topology.nodes().get(0);
    }

    /** For people; two repositories with the same location share their states. */
    String location() {
        return topology.location() + " " + namespace;
    }

    /** Whether a client that was made for these settings serves the other ones too. */
    boolean sameClient(RedisSettings other) {
        return topology.equals(other.topology) && credentials.equals(other.credentials) && tls.equals(other.tls)
                && namespace.equals(other.namespace) && responseTimeout.equals(other.responseTimeout)
                && connectionTimeout.equals(other.connectionTimeout) && idleTimeout.equals(other.idleTimeout)
                && replication.equals(other.replication) && nearCache.equals(other.nearCache)
                && minimumIdleConnections == other.minimumIdleConnections && maximumPoolSize == other.maximumPoolSize;
    }

    private static Credentials credentials(Settings settings) {
        Credentials credentials = new Credentials(settings.optionalText("username"), settings.optionalText(".password"));
        if (credentials.username().isPresent() && credentials.password().isEmpty()) {
            throw new InvalidSettingException(".password", "is missing, but there is a username");
        }
        return credentials;
    }

    private static String namespace(String text) {
        if (!text.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?")) {
            throw new InvalidSettingException("namespace", "must be 1 to 32 letters and digits, with '-' inside only");
        }
        return text;
    }
}
