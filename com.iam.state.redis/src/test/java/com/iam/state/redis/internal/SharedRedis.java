package com.iam.state.redis.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import com.iam.state.api.provider.StateEncryption;
import com.iam.state.testkit.RedisServer;

/** A server and a repository over it. */
final class SharedRedis implements AutoCloseable {

    private final StateEncryption encryption;
    private final Supplier<RedisServer> servers;
    private final Map<String, Object> settings;
    private RedisServer server;
    private Fixture fixture;

    SharedRedis() {
        this(new TestEncryption("first"));
    }

    SharedRedis(StateEncryption encryption) {
        this(encryption, RedisServer::start, Map.of());
    }

    /** @param settings what else the repository needs to use such a server */
    SharedRedis(StateEncryption encryption, Supplier<RedisServer> servers, Map<String, Object> settings) {
        this.encryption = encryption;
        this.servers = servers;
        this.settings = settings;
    }

    void start() {
        server = servers.get();
        // Whoever judges Redis by its speed has settings of his own: the machine of the tests may be busy.
        Map<String, Object> all = new HashMap<>(settings);
        all.put("responseTimeoutInMs", 10_000);
        fixture = new Fixture(Fixture.settings(server.uri(), all), encryption);
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
