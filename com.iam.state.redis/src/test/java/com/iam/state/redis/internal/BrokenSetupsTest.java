package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.iam.state.redis.internal.acl.AclRule;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** What the Testlet says of set-ups that are broken in one way each; see also {@link BrokenTlsSetupsTest}. */
class BrokenSetupsTest {

    private static final String PASSWORD = "password-of-this-test";

    @Test
    void wrongPort() {
        TestletRun run = TestletRun.of("redis://127.0.0.1:" + RedisServer.freePort(), Map.of());

        run.failsOnlyAt("tcp", "nothing listens on 127.0.0.1:");
        assertThat(run.skipped().get("authentication").because()).isEqualTo("'Connection' failed");
    }

    @Test
    void silentPeer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            TestletRun.of("redis://127.0.0.1:" + silent.getLocalPort(), Map.of("responseTimeoutInMs", 300))
                    .failsOnlyAt("answer", "accepts connections but says nothing within 300 ms");
        }
    }

    @Test
    void silentPeerWhereTlsIsExpected() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            TestletRun.of("rediss://127.0.0.1:" + silent.getLocalPort(), Map.of("connectionTimeoutInMs", 300))
                    .failsOnlyAt("tls", "accepts connections but says nothing within 300 ms");
        }
    }

    @Test
    void unknownHost() {
        TestletRun.of("redis://no-such-host.invalid:6379", Map.of())
                .failsOnlyAt("name-resolution", "no address is known for no-such-host.invalid");
    }

    @Test
    void wrongPassword() {
        try (RedisServer server = RedisServer.start("--requirepass", PASSWORD)) {
            TestletRun run = TestletRun.of(server.uri(), Map.of(".password", "another-" + PASSWORD));

            run.failsOnlyAt("authentication", "refuses the user name or the password");
            assertThat(run.report().toString()).doesNotContain(PASSWORD);
            TestletRun.of(server.uri(), Map.of()).failsOnlyAt("authentication", "demands a password, and none is configured");
            assertThat(TestletRun.of(server.uri(), Map.of(".password", PASSWORD)).failed()).isEmpty();
        }
    }

    @Test
    void missingCommandOfTheAcl() {
        try (RedisServer server = LeastPrivilege.start()) {
            server.send("ACL", "SETUSER", LeastPrivilege.USER, "-zadd");

            TestletRun run = TestletRun.of(server.uri(), LeastPrivilege.SETTINGS);

            run.failsOnlyAt("commands", "the user may not run zadd");
            assertThat(run.failed().get("commands").remedy()).contains("./iam acl");
            assertThat(run.passed()).containsKeys("role", "clock", "eviction-policy", "latency");
            assertThat(run.skipped().get("read-write").because()).isEqualTo("'Permitted commands' failed");
        }
    }

    @Test
    void keysOfTheAclAreForAnotherNamespace() {
        try (RedisServer server = LeastPrivilege.start(
                AclRule.forRedis(LeastPrivilege.USER, LeastPrivilege.PASSWORD, "other"))) {
            TestletRun.of(server.uri(), LeastPrivilege.SETTINGS)
                    .failsOnlyAt("commands", "may not use the keys of the namespace iam");
        }
    }

    @Test
    void replica() {
        try (RedisServer primary = RedisServer.start();
                RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", String.valueOf(primary.port()))) {
            TestletRun run = TestletRun.of(replica.uri(), Map.of());

            run.failsOnlyAt("role", "is a replica of 127.0.0.1:" + primary.port());
            assertThat(run.skipped()).containsKey("read-write");
            assertThat(run.passed()).containsKey("eviction-policy");
        }
    }

    @Test
    void evictingPolicy() {
        try (RedisServer server = RedisServer.start("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru")) {
            TestletRun run = TestletRun.of(server.uri(), Map.of());

            run.failsOnlyAt("eviction-policy", "maxmemory-policy allkeys-lru");
            assertThat(run.passed()).as("one failure does not hide the rest").containsKeys("read-write", "latency");
        }
    }

    @Test
    void wrongKey() {
        try (RedisServer server = RedisServer.start()) {
            try (Fixture fixture = new Fixture(server.uri(), new TestEncryption("first"))) {
                fixture.awaitConnection();
                fixture.repository.create(States.of("alice"), 0, soon());
            }

            TestletRun.of(server.uri(), Map.of(), new TestEncryption("second"), InstantSource.system())
                    .failsOnlyAt("encryption-keys", "wrong key: live sessions (1) are sealed by key " + TestEncryption.keyId("first"));
            assertThat(TestletRun.of(server.uri(), Map.of(), new TestEncryption("second", "first"), InstantSource.system())
                    .failed()).isEmpty();
        }
    }

    @Test
    void noEncryption() {
        try (RedisServer server = RedisServer.start()) {
            TestletRun run = TestletRun.of(server.uri(), Map.of("encryption.target", "(name=missing)"));

            assertThat(run.failed().get("encryption-keys").reason()).isEqualTo("no state encryption matches (name=missing)");
        }
    }

    @Test
    void skewedClock() {
        try (RedisServer server = RedisServer.start()) {
            TestletRun.of(server.uri(), Map.of(), new TestEncryption("first"), TestletRun.ahead(Duration.ofSeconds(-5)))
                    .failsOnlyAt("clock", "ms behind that of Redis, more than 2000 ms");
            TestletRun.of(server.uri(), Map.of(), new TestEncryption("first"), TestletRun.ahead(Duration.ofSeconds(5)))
                    .failsOnlyAt("clock", "ms ahead of that of Redis, more than 2000 ms");
        }
    }

    @Test
    void nothingIsBroken() {
        try (RedisServer server = LeastPrivilege.start()) {
            TestletRun run = TestletRun.of(server.uri(), LeastPrivilege.SETTINGS);

            assertThat(run.failed()).isEmpty();
            assertThat(run.report().passed()).isTrue();
            assertThat(run.skipped().keySet()).as("what is about TLS, or several servers").isEqualTo(
                    Set.of("nodes", "tls", "certificate-expiry", "certificate-chain", "host-name", "client-certificate"));
            assertThat(run.told()).isEqualTo(run.report().stages());
            assertThat(run.passed().get("latency").detail()).startsWith("of 100 round trips: 50 % within ");
            assertThat(run.passed().get("encryption-keys").detail())
                    .contains("seals by key " + TestEncryption.keyId("first")).contains("opens all live sessions (0)");
            assertThat(LeastPrivilege.refused(server)).isEmpty();
            assertThat(server.send("KEYS", "*}:x") + server.send("KEYS", "*:u:*")).as("entries of indexes that are left")
                    .isEqualTo("*0\r\n*0\r\n");
            assertThat(server.send("KEYS", "*:s:*")).as("the marks of the deleted ids alone, which expire").startsWith("*2\r\n");
        }
    }

    @Test
    void somethingElseThanRedisAnswers() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (var socket = other.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                    socket.getInputStream().read(new byte[100]);
                } catch (IOException e) {
                    // The test is over.
                }
            });
            server.start();
            TestletRun.of("redis://127.0.0.1:" + other.getLocalPort(), Map.of())
                    .failsOnlyAt("answer", "does not speak the protocol of Redis");
        }
    }

    @Test
    void eachStageHasAnIdOfItsOwn() {
        List<String> ids = TestletRun.of("redis://no-such-host.invalid", Map.of()).report().stages().stream()
                .map(stage -> stage.id()).toList();

        assertThat(ids).hasSize(18).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z-]+"));
    }
}
