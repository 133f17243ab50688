package com.iam.state.redis.internal;

import java.util.Map;

import com.iam.state.api.StateEncryption;
import com.iam.state.testkit.RedisServer;

/** A server and a repository over it. */
final class SharedRedis implements AutoCloseable {

    private final StateEncryption encryption;
    private RedisServer server;
    private Fixture fixture;

    SharedRedis() {
        this(new TestEncryption("first"));
    }

    SharedRedis(StateEncryption encryption) {
        this.encryption = encryption;
    }

    void start() {
        server = RedisServer.start();
        // Whoever judges Redis by its speed has settings of his own: the machine of the tests may be busy.
        fixture = new Fixture(Fixture.settings(server.uri(), Map.of("responseTimeoutInMs", 10_000)), encryption);
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
