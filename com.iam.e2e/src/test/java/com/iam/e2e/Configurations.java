package com.iam.e2e;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that an operator writes to move from memory to an encrypted Redis; what is secret in files of its own. */
final class Configurations {

    static final String KEY = Secrets.newKey(16);
    static final String AES = "com.iam.state.crypto.aes128gcm-main.config";

    private static final String REDIS = "com.iam.state.redis-main.config";

    private Configurations() {
    }

    /** @param enabled keys that open as well */
    static void encryption(Instance instance, String key, String... enabled) {
        encryption(instance, key, List.of(enabled), List.of());
    }

    /** @param retired ids of keys that open no more */
    static void encryption(Instance instance, String key, List<String> enabled, List<String> retired) {
        instance.configure(AES, ".secretKey=" + key(instance, key),
                ".enabledKeys=[" + enabled.stream().map(each -> key(instance, each)).collect(Collectors.joining(",")) + "]",
                "retiredKeys=[" + retired.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")) + "]");
    }

    private static String key(Instance instance, String key) {
        Secrets.key(key);
        String name = "key-" + Integer.toHexString(key.hashCode());
        instance.secret(name, key);
        return "\"$[secret:" + name + "]\"";
    }

    static void migration(Instance instance, String phase, Instant deadline) {
        instance.configure("com.iam.state.crypto.migrating-roll.config",
                "previousEncryption.target=\"(state.encryption\\=none)\"",
                "newEncryption.target=\"(state.encryption\\=aes128gcm)\"",
                "phase=\"" + phase + "\"", "deadline=\"" + deadline + "\"");
    }

    /** Sealed by AES. */
    static void redis(Instance instance, Redis redis, String... more) {
        redis(instance, "aes128gcm", redis, more);
    }

    /** @param encryption which kind seals */
    static void redis(Instance instance, String encryption, Redis redis, String... more) {
        redis(instance, encryption, redis.uri(), redis, more);
    }

    private static void redis(Instance instance, String encryption, String uri, Redis redis, String... more) {
        String secret = "redis-" + redis.port();
        instance.secret(secret, redis.password());
        List<String> lines = new ArrayList<>(List.of("redisUri=\"" + uri + "\"", ".password=\"$[secret:" + secret + "]\"",
                "encryption.target=\"(state.encryption\\=" + encryption + ")\""));
        Stream.of(more).forEach(lines::add);
        instance.configure(REDIS, lines.toArray(String[]::new));
    }

    /** Another repository, {@code alias}: the same Redis under another name of its host. */
    static void alias(Instance instance, Redis redis) {
        instance.configure("com.iam.state.redis-alias.config",
                "redisUri=\"" + redis.uri().replace("127.0.0.1", "localhost") + "\"",
                ".password=\"$[secret:redis-" + redis.port() + "]\"", "encryption.target=\"(state.encryption\\=aes128gcm)\"");
    }

    /** A setting that is wrong. */
    static void redisAt(Instance instance, String uri) {
        instance.configure(REDIS, "redisUri=\"" + uri + "\"", "encryption.target=\"(state.encryption\\=aes128gcm)\"");
    }

    static void repository(Instance instance, String filter) {
        instance.configure("com.iam.main.config", "stateRepository.target=\"" + filter.replace("=", "\\=") + "\"");
    }

    /** Back to memory, as the only instance that there is. */
    static void memory(Instance instance) {
        instance.configure("com.iam.main.config", "stateRepository.target=\"(state.repository\\=memory)\"",
                "leaveSharedRepository=\"true\"");
    }

    /** Reached by way of a Unix-domain socket. */
    static void moveToRedis(Instance instance, Redis redis, Path socket) {
        encryption(instance, KEY);
        redis(instance, "aes128gcm", "redis+uds://" + socket, redis);
        repository(instance, "(state.repository=redis)");
    }

    static void moveToRedis(Instance instance, Redis redis) {
        encryption(instance, KEY);
        redis(instance, redis);
        repository(instance, "(state.repository=redis)");
    }
}
