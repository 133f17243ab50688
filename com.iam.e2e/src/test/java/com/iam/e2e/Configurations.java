package com.iam.e2e;

import com.iam.state.testkit.RedisServer;

/** The files that an operator writes to move from memory to an encrypted Redis. */
final class Configurations {

    static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";

    private Configurations() {
    }

    static void encryption(Instance instance, String key) {
        instance.configure("com.iam.state.crypto.aes128gcm-main.config", ".secretKey=\"" + key.replace("=", "\\=") + "\"");
    }

    static void redis(Instance instance, String uri) {
        instance.configure("com.iam.state.redis-main.config", "redisUri=\"" + uri + "\"",
                "encryption.target=\"(state.encryption\\=aes128gcm)\"");
    }

    static void repository(Instance instance, String filter) {
        instance.configure("com.iam.main.config", "stateRepository.target=\"" + filter.replace("=", "\\=") + "\"");
    }

    static void moveToRedis(Instance instance, RedisServer redis) {
        encryption(instance, KEY);
        redis(instance, redis.uri());
        repository(instance, "(state.repository=redis)");
    }
}
