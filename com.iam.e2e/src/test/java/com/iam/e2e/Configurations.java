package com.iam.e2e;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.iam.state.testkit.RedisServer;

/** The files that an operator writes to move from memory to an encrypted Redis. */
final class Configurations {

    static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";

    private Configurations() {
    }

    /** @param enabled keys that open as well */
    static void encryption(Instance instance, String key, String... enabled) {
        instance.configure("com.iam.state.crypto.aes128gcm-main.config", ".secretKey=" + quoted(key),
                ".enabledKeys=[" + Stream.of(enabled).map(Configurations::quoted).collect(Collectors.joining(",")) + "]");
    }

    private static String quoted(String value) {
        return "\"" + value.replace("=", "\\=") + "\"";
    }

    static void redis(Instance instance, String uri) {
        instance.configure("com.iam.state.redis-main.config", "redisUri=\"" + uri + "\"",
                "encryption.target=\"(state.encryption\\=aes128gcm)\"");
    }

    static void repository(Instance instance, String filter) {
        instance.configure("com.iam.main.config", "stateRepository.target=\"" + filter.replace("=", "\\=") + "\"");
    }

    /** Back to memory, as the only instance that there is. */
    static void memory(Instance instance) {
        instance.configure("com.iam.main.config", "stateRepository.target=\"(state.repository\\=memory)\"",
                "leaveSharedRepository=\"true\"");
    }

    static void moveToRedis(Instance instance, RedisServer redis) {
        encryption(instance, KEY);
        redis(instance, redis.uri());
        repository(instance, "(state.repository=redis)");
    }
}
