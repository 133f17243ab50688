package com.iam.state.redis.internal;

import java.util.Map;

import com.iam.state.testkit.RedisServer;

/** A server and a repository over it. */
final class SharedRedis implements AutoCloseable {

    private RedisServer server;
    private Fixture fixture;

    void start() {
        server = RedisServer.start();
        // Whoever judges Redis by its speed has settings of his own: the machine of the tests may be busy.
        fixture = new Fixture(Fixture.settings(server.uri(), Map.of("responseTimeoutInMs", 10_000)),
                new TestEncryption("first"));
        fixture.awaitConnection();
    }

    RedisServer server() {
        return server;
    }

    Fixture fixture() {
        return fixture;
    }

    RedisStateRepository repository() {
        return fixture.repository;
    }

    @Override
    public void close() {
        fixture.close();
        server.close();
    }
}
