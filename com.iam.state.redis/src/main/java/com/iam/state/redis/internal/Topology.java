package com.iam.state.redis.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;

/**
 * How Redis is set up, and the nodes that are asked first.
 *
 * @param nodes at least one; the Sentinels in the mode of that name
 * @param sentinelMasterName empty in other modes
 * @param sentinelCredentials of the Sentinels themselves
 */
record Topology(Mode mode, List<RedisAddress> nodes, String sentinelMasterName, RedisSettings.Credentials sentinelCredentials) {

    enum Mode {
        SINGLE, SENTINEL, REPLICATED, CLUSTER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<String> OF_SENTINEL = List.of("sentinelMasterName", "sentinelUsername", ".sentinelPassword");

    static Topology of(Settings settings) {
        Mode mode = mode(settings.optionalText("mode").orElse("single"));
        if (mode != Mode.SENTINEL) {
            OF_SENTINEL.forEach(key -> absent(settings, key, "is of no use without mode=\"sentinel\""));
        }
        if (mode == Mode.SINGLE) {
            if (!settings.texts("nodeAddresses").isEmpty()) {
                throw new InvalidSettingException("nodeAddresses", "is for the other modes: use redisUri, or set mode");
            }
            return new Topology(mode, List.of(RedisAddress.parse("redisUri", settings.text("redisUri"))), "", none());
        }
        absent(settings, "redisUri", "is for mode=\"single\": use nodeAddresses");
        return new Topology(mode, nodes(settings, mode),
                mode == Mode.SENTINEL ? settings.text("sentinelMasterName") : "",
                mode == Mode.SENTINEL ? sentinelCredentials(settings) : none());
    }

    /** The setting that says where Redis is. */
    static String settingOf(Settings settings) {
        return Stream.of("yamlConfig", "nodeAddresses").filter(key -> !settings.texts(key).isEmpty()).findFirst().orElse("redisUri");
    }

    boolean tls() {
        return nodes.get(0).tls();
    }

    int database() {
        return nodes.get(0).database();
    }

    List<String> uris() {
        return nodes.stream().map(RedisAddress::uri).toList();
    }

    /** For people. */
    String location() {
        return switch (mode) {
            case SINGLE -> uris().get(0) + (nodes.get(0).isSocket() ? "?" : "/") + database();
            case SENTINEL -> "sentinel " + String.join(",", uris()) + "/" + database() + " " + sentinelMasterName;
            case REPLICATED -> "replicated " + String.join(",", uris()) + "/" + database();
            case CLUSTER -> "cluster " + String.join(",", uris());
        };
    }

    private static Mode mode(String text) {
        for (Mode mode : Mode.values()) {
            if (mode.toString().equals(text)) {
                return mode;
            }
        }
        throw new InvalidSettingException("mode", "must be single, sentinel, replicated or cluster, not '" + text + "'");
    }

    private static List<RedisAddress> nodes(Settings settings, Mode mode) {
        String key = "nodeAddresses";
        List<RedisAddress> nodes = settings.texts(key).stream().map(text -> RedisAddress.parse(key, text)).toList();
        if (nodes.isEmpty()) {
            throw new InvalidSettingException(key, "is missing: mode=\"" + mode + "\" needs at least one redis://host:port");
        }
        RedisAddress first = nodes.get(0);
        if (nodes.stream().anyMatch(RedisAddress::isSocket)) {
            throw new InvalidSettingException(key, "must not be Unix-domain sockets: those are for mode=\"single\"");
        }
        if (nodes.stream().anyMatch(node -> node.tls() != first.tls() || node.database() != first.database())) {
            throw new InvalidSettingException(key, "must all have the same scheme and database");
        }
        if (mode == Mode.CLUSTER && first.database() != 0) {
            throw new InvalidSettingException(key, "must have no database: a Cluster has only 0");
        }
        return nodes;
    }

    private static RedisSettings.Credentials sentinelCredentials(Settings settings) {
        Optional<String> username = settings.optionalText("sentinelUsername");
        Optional<String> password = settings.optionalText(".sentinelPassword");
        if (username.isPresent() && password.isEmpty()) {
            throw new InvalidSettingException(".sentinelPassword", "is missing, but there is a sentinelUsername");
        }
        return new RedisSettings.Credentials(username, password);
    }

    private static RedisSettings.Credentials none() {
        return new RedisSettings.Credentials(Optional.empty(), Optional.empty());
    }

    private static void absent(Settings settings, String key, String why) {
        if (settings.optionalText(key).isPresent()) {
            throw new InvalidSettingException(key, why);
        }
    }
}
