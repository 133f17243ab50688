package com.iam.state.redis.internal;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.iam.state.api.StateManager;
import com.iam.state.core.internal.TestManagers;
import com.iam.state.testkit.RedisServer;

/** Several instances on one Redis: each with a state manager, an AES encryption and a client of its own. */
final class Instances implements AutoCloseable {

    private final List<Fixture> fixtures;
    private final List<StateManager> managers;

    Instances(RedisServer server, int number) {
        RedisSettings settings = Fixture.settings(server.uri(), Map.of("responseTimeoutInMs", 10_000));
        fixtures = IntStream.range(0, number).mapToObj(i -> new Fixture(settings, RealEncryption.aes())).toList();
        fixtures.forEach(Fixture::awaitConnection);
        managers = fixtures.stream().map(each -> TestManagers.over(each.repository)).toList();
    }

    /** The number may be any: the instances take turns. */
    StateManager manager(int number) {
        return managers.get(number % managers.size());
    }

    @Override
    public void close() {
        fixtures.forEach(Fixture::close);
    }
}
