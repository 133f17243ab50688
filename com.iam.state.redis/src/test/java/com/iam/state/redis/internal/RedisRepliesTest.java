package com.iam.state.redis.internal;

import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StoredState;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.States;

/** Replies that are well-formed and make no sense are a Redis that is away, with a reason, and nothing else. */
class RedisRepliesTest {

    private static final String SENSELESS = "Redis gives answers that make no sense";

    private FakeRedis redis;
    private Fixture fixture;

    @BeforeEach
    void start() throws Exception {
        redis = new FakeRedis();
        fixture = new Fixture(Fixture.settings(redis.uri(), Map.of("responseTimeoutInMs", 500)), RealEncryption.aes());
        fixture.awaitConnection();
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
        redis.close();
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(3));
    }

    static Stream<String> senseless() {
        String nested = "*1\r\n".repeat(6) + ":1\r\n";
        return Stream.of("$-1\r\n", "*-1\r\n", ":5\r\n", ":-1\r\n", "*0\r\n", "+OK\r\n", "$3\r\nnan\r\n", "$0\r\n\r\n", "*1\r\n$-1\r\n",
                "*2\r\n$7\r\napplied\r\n$3\r\nnan\r\n", "*3\r\n$7\r\napplied\r\n:9223372036854775807\r\n:-9223372036854775808\r\n",
                "*2\r\n:1\r\n:2\r\n", "*3\r\n$5\r\nfound\r\n:1\r\n:2\r\n", "*4\r\n$5\r\nfound\r\n:1\r\n:2\r\n*0\r\n", nested,
                "*1\r\n-ERR inside\r\n", "*1\r\n$5\r\nother\r\n", "*2\r\n$6\r\nabsent\r\n*0\r\n");
    }

    @ParameterizedTest
    @MethodSource("senseless")
    void itIsAnOutageWithAReason(String reply) {
        redis.answer(FakeRedis.bytes(reply));

        Map<String, Runnable> calls = calls();
        calls.forEach((name, call) -> assertThatExceptionOfType(StateUnavailableException.class).as(name).isThrownBy(call::run)
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("Exception")));
        assertBreakerIsOpen(SENSELESS);

        redis.makeSense();
        Await.until("it is over when Redis makes sense again", () -> {
            try {
                fixture.repository.check(soon());
                return true;
            } catch (StateUnavailableException e) {
                return false;
            }
        });
    }

    /** What Redis refuses again and again, and types of the newer protocol, which was not asked for. */
    @ParameterizedTest
    @MethodSource("strange")
    void nothingButAnOutageComesOfOtherReplies(String reply) {
        redis.answer(FakeRedis.bytes(reply));

        calls().forEach((name, call) -> assertThatExceptionOfType(StateUnavailableException.class).as(name).isThrownBy(call::run)
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("Exception")));
        assertBreakerIsOpen(reply.startsWith("-NOSCRIPT") ? "Redis forgets the scripts that it is told" : null);
    }

    private void assertBreakerIsOpen(String reason) {
        // What is thrown while a call is under way is an UnreachableException.
        assertThatThrownBy(() -> fixture.repository.check(soon())).as("the breaker is open")
                .isExactlyInstanceOf(StateUnavailableException.class)
                .satisfies(e -> assertThat(reason == null ? e.getMessage() : reason).isEqualTo(e.getMessage()));
    }

    static Stream<String> strange() {
        return Stream.of("-NOSCRIPT No matching script.\r\n", "_\r\n", "#t\r\n", "%1\r\n+a\r\n:1\r\n", ",1.5\r\n");
    }

    /** The same by the client library alone, as in a Cluster. */
    @ParameterizedTest
    @MethodSource("senseless")
    void itIsAnOutageWithoutAWireToo(String reply) {
        RedisSettings settings = Fixture.settings(redis.uri(), Map.of("responseTimeoutInMs", 500));
        Certificates certificates = new Certificates(settings.tls(), settings.location());
        try (RedisLink link = new CheckedLink(new RedissonLink(() -> ClientConfiguration.of(settings, certificates),
                settings.location(), settings.responseTimeout(), settings.replication(), false))) {
            Await.until("there is a connection", () -> {
                try {
                    link.run(Script.CHECK, List.of("key", "channel"), List.of("0", "0"), soon());
                    return true;
                } catch (StateUnavailableException e) {
                    return false;
                }
            });
            redis.answer(FakeRedis.bytes(reply));
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> link.run(Script.LOAD, List.of("a", "b"), List.of("c"), soon()));
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> link.runAll(Script.LOOK, List.of(new RedisLink.Call(List.of("a"), List.of("c"))), soon()));
            assertThatCode(() -> {
                try {
                    link.getAndExpire("a", Instant.now(), soon());
                } catch (StateUnavailableException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }).doesNotThrowAnyException();
        }
    }

    private Map<String, Runnable> calls() {
        StoredState stored = States.of("alice");
        RedisStateRepository repository = fixture.repository;
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("create", () -> repository.create(stored, 3, soon()));
        calls.put("load", () -> repository.load(stored.key(), LONG, soon()));
        calls.put("peek", () -> repository.peek(stored.key(), LONG, soon()));
        calls.put("update", () -> repository.update(States.incremented(stored), LONG, 3, soon()));
        calls.put("delete", () -> repository.delete(stored.key(), Cause.USER, soon()));
        calls.put("adopt", () -> repository.adopt(new CarriedState(stored, Duration.ofMinutes(1)), soon()));
        calls.put("sessionsOf", () -> repository.sessionsOf("login", "alice", Optional.empty(), 10, soon()));
        calls.put("page", () -> repository.page("login", Optional.empty(), 10, soon()));
        calls.put("count", () -> repository.count("login", soon()));
        calls.put("claimEnds", () -> repository.claimEnds("login", 10, Duration.ofSeconds(1), soon()));
        calls.put("check", () -> repository.check(soon()));
        return calls;
    }
}
