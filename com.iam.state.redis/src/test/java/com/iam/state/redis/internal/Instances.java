package com.iam.state.redis.internal;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.iam.state.api.StateManager;
import com.iam.state.api.admin.SessionAdministration;
import com.iam.state.core.internal.TestManagers;
import com.iam.state.testkit.RedisServer;

/** Several instances on one Redis: each with a state manager, an AES encryption and a client of its own. */
final class Instances implements AutoCloseable {

    private final List<Fixture> fixtures;
    private final List<StateManager> managers;

    Instances(RedisServer server, int number) {
        this(server, number, Map.of());
    }

    /** @param other what is set beside the defaults */
    Instances(RedisServer server, int number, Map<String, Object> other) {
        this(server, Collections.nCopies(number, other));
    }

    /** @param others for each instance what is set beside the defaults */
    Instances(RedisServer server, List<Map<String, Object>> others) {
        fixtures = others.stream().map(other -> {
            Map<String, Object> all = new HashMap<>(Map.of("responseTimeoutInMs", 10_000));
            all.putAll(other);
            return new Fixture(Fixture.settings(server.uri(), all), RealEncryption.aes());
        }).toList();
        fixtures.forEach(Fixture::awaitConnection);
        managers = fixtures.stream().map(each -> TestManagers.over(each.repository)).toList();
    }

    /** The number may be any: the instances take turns. */
    /** The same service as administrators use it. */
    SessionAdministration administration(int number) {
        return (SessionAdministration) manager(number);
    }

    StateManager manager(int number) {
        return managers.get(number % managers.size());
    }

    Fixture fixture(int number) {
        return fixtures.get(number);
    }

    @Override
    public void close() {
        fixtures.forEach(Fixture::close);
    }
}
