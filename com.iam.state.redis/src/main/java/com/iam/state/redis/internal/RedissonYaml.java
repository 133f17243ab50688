package com.iam.state.redis.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Placeholders.Text;
import com.iam.support.config.Settings;

/**
 * The setting {@code yamlConfig}: the part of Redisson's own configuration that says where Redis is, as operators of
 * Redisson have it. It is read as plain data and turned into plain settings: no class is ever named or made by it, and
 * what is not known here is refused. No message repeats a value: it may be a password.
 */
final class RedissonYaml {

    private static final String KEY = "yamlConfig";
    private static final int LONGEST = 64 * 1024;

    private static final Map<String, String> MODES = Map.of("singleServerConfig", "single", "sentinelServersConfig", "sentinel",
            "replicatedServersConfig", "replicated", "clusterServersConfig", "cluster");
    private static final Map<String, String> COMMON = Map.of("username", "username", "password", ".password",
            "timeout", "responseTimeoutInMs", "connectTimeout", "connectionTimeoutInMs",
            "idleConnectionTimeout", "idleTimeoutInMs");
    private static final Map<String, Map<String, String>> OF_MODE = Map.of(
            "single", Map.of("address", "redisUri", "connectionPoolSize", "maximumPoolSize",
                    "connectionMinimumIdleSize", "minimumIdleConnections"),
            "sentinel", Map.of("sentinelAddresses", "nodeAddresses", "masterName", "sentinelMasterName",
                    "sentinelUsername", "sentinelUsername", "sentinelPassword", ".sentinelPassword",
                    "masterConnectionPoolSize", "maximumPoolSize", "masterConnectionMinimumIdleSize", "minimumIdleConnections"),
            "replicated", Map.of("nodeAddresses", "nodeAddresses", "masterConnectionPoolSize", "maximumPoolSize",
                    "masterConnectionMinimumIdleSize", "minimumIdleConnections"),
            "cluster", Map.of("nodeAddresses", "nodeAddresses", "masterConnectionPoolSize", "maximumPoolSize",
                    "masterConnectionMinimumIdleSize", "minimumIdleConnections"));
    /** Where Redis is: with YAML, these are refused as plain settings even if the YAML does not say them. */
    private static final List<String> PLACE = List.of("redisUri", "mode", "nodeAddresses", "sentinelMasterName",
            "sentinelUsername", ".sentinelPassword");

    private RedissonYaml() {
    }

    /** The same settings, with what the YAML says instead of the plain ones that it replaces. */
    static Settings expanded(Settings settings) {
        if (settings.optionalText(KEY).isEmpty()) {
            return settings;
        }
        Map<String, Object> found = plain(settings.textInParts(KEY));
        Set<String> clashing = new TreeSet<>(found.keySet());
        clashing.addAll(PLACE);
        for (String key : clashing) {
            if (isSet(settings, key)) {
                throw new InvalidSettingException(key, "cannot be used together with yamlConfig, which says it");
            }
        }
        return settings.with(found);
    }

    private static Map<String, Object> plain(Settings.TextInParts yaml) {
        Map<String, Object> found = new HashMap<>();
        Map<?, ?> servers = null;
        for (Map.Entry<?, ?> entry : read(yaml.text()).entrySet()) {
            String mode = MODES.get(String.valueOf(entry.getKey()));
            if (mode == null) {
                put(found, COMMON, entry, yaml.part());
            } else if (servers == null && entry.getValue() instanceof Map<?, ?> values) {
                servers = values;
                found.put("mode", mode);
            } else {
                throw new InvalidSettingException(KEY, "must have one of " + new TreeSet<>(MODES.keySet()) + ", with keys below it");
            }
        }
        if (servers == null) {
            throw new InvalidSettingException(KEY, "must have one of " + new TreeSet<>(MODES.keySet()));
        }
        Map<String, String> known = new HashMap<>(COMMON);
        known.putAll(OF_MODE.get(found.get("mode")));
        known.put("database", "database");
        for (Map.Entry<?, ?> entry : servers.entrySet()) {
            put(found, known, entry, yaml.part());
        }
        if (found.containsKey("database")) {
            Text database = (Text) found.remove("database");
            found.computeIfPresent("redisUri", (key, uri) -> in(database, uri));
            found.computeIfPresent("nodeAddresses", (key, uris) -> ((List<?>) uris).stream().map(uri -> in(database, uri)).toList());
        }
        return found;
    }

    private static Text in(Text database, Object uri) {
        Text text = (Text) uri;
        return new Text(text.value() + "/" + database.value(), text.secret() || database.secret());
    }

    private static void put(Map<String, Object> found, Map<String, String> known, Map.Entry<?, ?> entry, Function<String, Text> part) {
        String plain = known.get(String.valueOf(entry.getKey()));
        if (plain == null) {
            throw new InvalidSettingException(KEY, "must not have the key " + part.apply(String.valueOf(entry.getKey())).quoted() + "; permitted here are "
                    + new TreeSet<>(known.keySet()));
        }
        boolean list = plain.equals("nodeAddresses");
        if (entry.getValue() == null) {
            return;
        }
        if (list != entry.getValue() instanceof List || entry.getValue() instanceof Map) {
            throw new InvalidSettingException(KEY, "must have " + (list ? "a list" : "a single value") + " for " + entry.getKey());
        }
        Object value = entry.getValue() instanceof List<?> several
                ? several.stream().map(each -> part.apply(String.valueOf(each))).toList()
                : part.apply(String.valueOf(entry.getValue()));
        if (found.put(plain, value) != null) {
            throw new InvalidSettingException(KEY, "must not say " + entry.getKey() + " twice");
        }
    }

    private static Map<?, ?> read(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setCodePointLimit(LONGEST);
        try {
            Object root = new Yaml(new SafeConstructor(options)).load(yaml);
            if (root instanceof Map<?, ?> map) {
                return map;
            }
        } catch (YAMLException e) {
            throw new InvalidSettingException(KEY, "must be YAML without class tags, aliases and keys that are there twice");
        }
        throw new InvalidSettingException(KEY, "must be YAML with keys and values");
    }

    /** Declarative Services add the defaults, so what is the default cannot have been meant. */
    private static boolean isSet(Settings settings, String key) {
        if (key.equals("nodeAddresses")) {
            return !settings.texts(key).isEmpty();
        }
        String method = key.replace('.', '_');
        try {
            String standard = String.valueOf(RedisConfiguration.class.getDeclaredMethod(method).getDefaultValue());
            return settings.optionalText(key).filter(text -> !text.equals(standard)).isPresent();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("there is no setting " + key, e);
        }
    }
}
