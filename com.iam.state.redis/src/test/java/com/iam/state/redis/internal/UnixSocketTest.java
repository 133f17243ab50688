package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** Redis on the same machine, without a network. */
class UnixSocketTest {

    @TempDir
    private Path folder;

    private RedisSettings settings(Path socket) {
        return Fixture.settings("redis+uds://" + socket + "?2", Map.of());
    }

    @Test
    void statesAreKeptThroughASocketAndItsOutageIsOne() {
        Path socket = folder.resolve("redis.sock");
        try (RedisServer server = RedisServer.start("--unixsocket", socket.toString(), "--unixsocketperm", "700");
                Fixture fixture = new Fixture(settings(socket), new TestEncryption("first"))) {
            fixture.awaitConnection();
            StoredState state = States.of("alice");
            assertThat(fixture.repository.create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
            assertThat(fixture.repository.load(state.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
            assertThat(server.send("INFO", "keyspace")).contains("db2:").doesNotContain("db0:");

            server.stop();
            Await.until("Redis is away", () -> !isServed(fixture, state));
            server.startAgain();
            Await.until("Redis is back", () -> isServed(fixture, state));
        }
    }

    private static boolean isServed(Fixture fixture, StoredState state) {
        try {
            assertThat(fixture.repository.load(state.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
            return true;
        } catch (StateUnavailableException e) {
            return false;
        }
    }

    @Test
    void theTestletExaminesASocket() {
        Path socket = folder.resolve("redis.sock");
        TestletRun.of(settings(socket)).failsOnlyAt("tcp", "there is no socket " + socket);
        try (RedisServer server = RedisServer.start("--unixsocket", socket.toString(), "--unixsocketperm", "700")) {
            assertThat(server.port()).isPositive();
            TestletRun run = TestletRun.of(settings(socket));

            assertThat(run.failed()).isEmpty();
            assertThat(run.passed().get("tcp").detail()).isEqualTo("the Unix-domain socket " + socket);
        }
    }
}
