package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.properties;
import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

class RedisRepositoryComponentTest {

    private static RedisServer server;

    private final FakeFramework framework = new FakeFramework();
    private final RedisRepositoryComponent component = new RedisRepositoryComponent(framework.context());

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void deactivate() {
        component.deactivate();
    }

    private void activate(Map<String, Object> other) {
        component.activate(null, properties(server.uri(), other));
    }

    private StateRepository repository() {
        return framework.service(StateRepository.class).orElseThrow();
    }

    private Optional<ConfigurationProblem> problem() {
        return framework.service(ConfigurationProblem.class);
    }

    private static boolean serves(StateRepository repository) {
        try {
            repository.check(soon());
            return true;
        } catch (StateUnavailableException e) {
            return false;
        }
    }

    @Test
    void aRepositoryIsPublishedUnderItsKindAndName() {
        activate(Map.of());

        assertThat(framework.property(StateRepository.class, "state.repository")).isEqualTo("redis");
        assertThat(framework.property(StateRepository.class, "name")).isEqualTo("test");
        assertThat(repository().info().location()).isEqualTo(server.uri() + "/0 iam");
    }

    @Test
    void badSettingsMakeNoServiceButAProblem() {
        activate(Map.of("redisUri", "http://host"));

        assertThat(framework.service(StateRepository.class)).isEmpty();
        assertThat(problem()).hasValueSatisfying(problem -> {
            assertThat(problem.key()).isEqualTo("redisUri");
            assertThat(problem.consequence()).contains("no repository");
        });

        component.modified(properties(server.uri(), Map.of()));
        assertThat(problem()).isEmpty();
        assertThat(framework.service(StateRepository.class)).isPresent();
    }

    @Test
    void badNewSettingsLeaveTheGoodOnesInForce() {
        component.bindCandidate(FakeFramework.reference(1, "aes128gcm"), new TestEncryption("a"));
        activate(Map.of());
        StateRepository before = repository();

        component.modified(properties("redis://elsewhere:70000", Map.of()));

        assertThat(problem()).hasValueSatisfying(
                problem -> assertThat(problem.consequence()).contains("last good configuration"));
        assertThat(repository()).isSameAs(before);
        Await.until("it serves", () -> serves(before));
    }

    @Test
    void aServerThatIsAwayDoesNotKeepTheServiceAway() {
        component.bindCandidate(FakeFramework.reference(1, "aes128gcm"), new TestEncryption("a"));
        component.activate(null, properties("redis://127.0.0.1:" + RedisServer.freePort(), Map.of()));

        assertThat(problem()).isEmpty();
        Await.until("the encryption is chosen", () -> repository().info().encryption().isPresent());
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> repository().check(soon()))
                .withMessageContaining("Redis cannot be reached");
    }

    @Test
    void aNewAddressIsServedByTheSameService() {
        component.bindCandidate(FakeFramework.reference(1, "aes128gcm"), new TestEncryption("a"));
        component.activate(null, properties("redis://127.0.0.1:" + RedisServer.freePort(), Map.of()));
        StateRepository repository = repository();

        component.modified(properties(server.uri() + "/1", Map.of("name", "moved", "sweepInterval", 1)));

        Await.until("the new server is used", () -> serves(repository));
        assertThat(repository()).isSameAs(repository);
        assertThat(repository.info().name()).isEqualTo("moved");
        assertThat(framework.property(StateRepository.class, "name")).isEqualTo("moved");
        assertThat(repository.info().location()).isEqualTo(server.uri() + "/1 iam");
    }

    @Test
    void anotherAddressIsNotTakenOnBeforeItAnswers() {
        component.bindCandidate(FakeFramework.reference(1, "aes128gcm"), new TestEncryption("a"));
        activate(Map.of());
        Await.until("it serves", () -> serves(repository()));

        component.modified(properties("redis://127.0.0.1:" + RedisServer.freePort(), Map.of()));
        Await.until("the problem is reported", () -> problem().isPresent());
        assertThat(problem().orElseThrow().key()).isEqualTo("redisUri");
        assertThat(problem().orElseThrow().reason()).contains("cannot be used yet (Redis cannot be reached");
        assertThat(problem().orElseThrow().consequence()).isEqualTo("staying with " + server.uri() + "/0 iam");
        assertThat(serves(repository())).isTrue();

        component.modified(properties(server.uri() + "/1", Map.of()));
        Await.until("the next one is used", () -> repository().info().location().equals(server.uri() + "/1 iam"));
        assertThat(problem()).isEmpty();
        assertThat(serves(repository())).isTrue();
    }

    @Test
    void nothingIsLeftOfOneThatGoesRightAfterAChange() {
        for (int i = 1; i <= 10; i++) {
            RedisRepositoryComponent other = new RedisRepositoryComponent(new FakeFramework().context());
            other.bindCandidate(FakeFramework.reference(1, "aes128gcm"), new TestEncryption("a"));
            other.activate(null, properties(server.uri(), Map.of()));
            other.modified(properties(server.uri(), Map.of("responseTimeoutInMs", 1000 + i)));
            other.deactivate();
        }
        Await.until("no connection is left", () -> !server.send("CLIENT", "LIST").contains(" name=iam"));
    }

    @Test
    void withoutAnEncryptionNothingIsServedAndAProblemSaysSo() {
        activate(Map.of());
        component.bindCandidate(FakeFramework.reference(1, "none"), new TestEncryption("a"));

        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> repository().check(soon()))
                .withMessageContaining("no state encryption");
        assertThat(repository().info().encryption()).isEmpty();
        Await.until("the problem is reported", () -> problem().isPresent());
        assertThat(problem().orElseThrow().key()).isEqualTo("encryption.target");

        component.bindCandidate(FakeFramework.reference(2, "aes128gcm"), new TestEncryption("a"));
        Await.until("it serves", () -> serves(repository()));
        Await.until("the problem is over", () -> problem().isEmpty());
    }

    @Test
    void aFilterThatMatchesSeveralIsAProblemThatNamesThem() {
        component.bindCandidate(FakeFramework.reference(1, "aes128gcm"), new TestEncryption("a"));
        activate(Map.of());
        Await.until("it serves", () -> serves(repository()));
        component.bindCandidate(FakeFramework.reference(2, "aes128gcm"), new TestEncryption("b"));

        Await.until("the problem is reported", () -> problem().isPresent());
        assertThat(problem().orElseThrow().key()).isEqualTo("encryption.target");
        assertThat(problem().orElseThrow().reason()).contains("matches 2 encryptions (aes128gcm 'key1', aes128gcm 'key2')");
        assertThat(problem().orElseThrow().consequence()).isEqualTo("aes128gcm 'key1' is used");

        component.unbindCandidate(FakeFramework.reference(2, "aes128gcm"));
        Await.until("the problem is over", () -> problem().isEmpty());
    }

    @Test
    void aProviderThatIsReplacedLosesNoSession() {
        component.bindCandidate(FakeFramework.reference(1, "aes128gcm"), new TestEncryption("a"));
        activate(Map.of());
        Await.until("it serves", () -> serves(repository()));
        StoredState stored = States.of("alice");
        repository().create(stored, 0, soon());

        component.bindCandidate(FakeFramework.reference(2, "aes128gcm"), new TestEncryption("b", "a"));
        component.unbindCandidate(FakeFramework.reference(1, "aes128gcm"));

        assertThat(repository().info().encryption().orElseThrow().name()).isEqualTo("key2");
        assertThat(repository().load(stored.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
    }

    @Test
    void anEncryptionThatCannotTakeOverIsReported() {
        component.bindCandidate(FakeFramework.reference(1, "aes128gcm"), new TestEncryption("a"));
        activate(Map.of("responseTimeoutInMs", 10_000));
        Await.until("it serves", () -> serves(repository()));
        repository().create(States.of("alice"), 0, soon());

        component.bindCandidate(FakeFramework.reference(2, "aes128gcm"), new TestEncryption("b"));
        component.unbindCandidate(FakeFramework.reference(1, "aes128gcm"));

        Await.until("the problem is reported", () -> problem().isPresent());
        assertThat(problem().orElseThrow().reason()).contains("does not open key " + TestEncryption.keyId("a"));
        assertThat(problem().orElseThrow().consequence()).isEqualTo("aes128gcm 'key1' stays in force as it was");
        assertThat(serves(repository())).isTrue();
    }
}
