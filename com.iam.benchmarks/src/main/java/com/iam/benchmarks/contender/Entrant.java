package com.iam.benchmarks.contender;

import java.util.function.Function;

import com.iam.state.testkit.RedisEndpoint;

/** Who is compared. */
public enum Entrant {

    FLOOR("raw blocking sockets", RawSockets::new),
    REDISSON("raw Redisson, defaults", RawRedisson::withDefaults),
    REDISSON_TUNED("raw Redisson, tuned", RawRedisson::tuned),
    SPRING_HASH("Spring Session, hash", SpringSession::hash),
    SPRING_INDEXED("Spring Session, indexed", SpringSession::indexed),
    TOMCAT("Redisson Tomcat manager", RedissonTomcat::new),
    PRODUCT("this product", Product::inRedis),
    /** In a namespace of its own, or all that the one without writes would be told to it. */
    NEAR_CACHE("this product, near cache", redis -> Product.inRedis(redis, "nearCache=\"true\"", "namespace=\"own\""));

    private final String title;
    private final Function<RedisEndpoint, Contender<?>> open;

    Entrant(String title, Function<RedisEndpoint, Contender<?>> open) {
        this.title = title;
        this.open = open;
    }

    public Contender<?> open(RedisEndpoint redis) {
        return open.apply(redis);
    }

    public String title() {
        return title;
    }

    public boolean isProduct() {
        return this == PRODUCT || this == NEAR_CACHE;
    }
}
