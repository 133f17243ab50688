package com.iam.benchmarks.contender;

import java.util.UUID;

import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.TransportMode;

import com.iam.state.testkit.RedisEndpoint;

/** The same two commands as the floor, sent by Redisson. */
public final class RawRedisson implements Contender<RBucket<byte[]>> {

    private final byte[] state = Sample.bytes();
    private final RedissonClient client;

    private RawRedisson(Config config) {
        client = Redisson.create(config);
    }

    static RawRedisson withDefaults(RedisEndpoint redis) {
        Config config = new Config();
        config.useSingleServer().setAddress(redis.uri());
        return new RawRedisson(config);
    }

    /** With few connections commands share them without waiting for each other's answers. */
    static RawRedisson tuned(RedisEndpoint redis) {
        Config config = new Config().setTransportMode(TransportMode.EPOLL).setNettyThreads(2);
        config.useSingleServer().setAddress(redis.uri()).setConnectionPoolSize(2).setConnectionMinimumIdleSize(2);
        return new RawRedisson(config);
    }

    @Override
    public RBucket<byte[]> create(String user) {
        RBucket<byte[]> bucket = client.getBucket("redisson:" + UUID.randomUUID(), ByteArrayCodec.INSTANCE);
        bucket.set(state, Sample.IDLE_TIMEOUT);
        return bucket;
    }

    @Override
    public void read(RBucket<byte[]> bucket) {
        if (bucket.getAndExpire(Sample.IDLE_TIMEOUT).length != state.length) {
            throw new IllegalStateException("the state is gone");
        }
    }

    @Override
    public void write(RBucket<byte[]> bucket, String value) {
        read(bucket);
        bucket.set(state, Sample.IDLE_TIMEOUT);
    }

    @Override
    public void delete(RBucket<byte[]> bucket) {
        bucket.delete();
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
