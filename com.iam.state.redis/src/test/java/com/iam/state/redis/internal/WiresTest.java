package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** What is asked for each request goes over wires, and Redisson steps in. */
class WiresTest implements RedisTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final SharedRedis shared = new SharedRedis(new TestEncryption("first"), RedisServer::start, Map.of("maximumPoolSize", 3));

    @Override
    public SharedRedis shared() {
        return shared;
    }

    @Test
    void requestsGoOverWires() {
        awaitWires();
        StoredState stored = created();
        List<String> before = clients();

        for (int i = 0; i < 5; i++) {
            assertThat(shared.repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
        }

        assertThat(clients()).as("no connection more").hasSameSizeAs(before);
        assertThat(wires()).as("as many as the pool may have").hasSize(3);
        assertThat(wires()).anyMatch(line -> line.contains(" cmd=getex ") || line.contains(" cmd=evalsha "));
    }

    @Test
    void lostConnectionsAreReplacedAndNoSessionIsLost() {
        awaitWires();
        StoredState stored = created();

        shared.server().send("CLIENT", "KILL", "TYPE", "normal");

        Await.until("a session can be created", LIMIT, () -> created() != null);
        assertThat(shared.repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
        awaitWires();
        assertThat(shared.repository().delete(stored.key(), SessionEnd.Cause.USER, soon())).isInstanceOf(WriteOutcome.Applied.class);
    }

    private StoredState created() {
        StoredState stored = States.of("alice");
        try {
            assertThat(shared.repository().create(stored, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
            return stored;
        } catch (StateUnavailableException e) {
            return null;
        }
    }

    private void awaitWires() {
        Await.until("there are wires", LIMIT, () -> wires().size() == 3);
    }

    private List<String> wires() {
        return clients().stream().filter(line -> line.contains(" name=iam-requests ")).toList();
    }

    private List<String> clients() {
        return shared.server().send("CLIENT", "LIST").lines().filter(line -> line.contains(" name=iam")).toList();
    }
}
