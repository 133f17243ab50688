package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.soon;
import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.Bytes;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.Envelope;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.StateEncryption;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.RedisServer;
import com.iam.state.testkit.States;

/** An encryption that others have written is not trusted: neither before it is taken into use, nor later. */
class FaultyEncryptionTest {

    private static final String ACME = "(state.encryption=acme)";

    private static RedisServer server;

    private final Faulty acme = new Faulty(new TestEncryption("b", "a"));
    private Fixture fixture;

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void begin() {
        server.send("FLUSHALL");
        fixture = new Fixture(server.uri(), new TestEncryption("a"));
        fixture.awaitConnection();
        fixture.candidates.put(2L, new Candidate(2, 0, Map.of("state.encryption", "acme", "name", "hsm"), acme));
    }

    @AfterEach
    void end() {
        acme.end.countDown();
        fixture.close();
    }

    @Test
    void oneThatCannotSealIsNotAdopted() {
        acme.sealed = sealed -> {
            throw new IllegalStateException("secret");
        };

        assertThat(fixture.target(ACME))
                .contains("chooses acme 'hsm', which cannot be used: it failed: java.lang.IllegalStateException");
        assertThat(fixture.binding.bound()).map(Candidate::id).contains(1L);
        assertThat(fixture.repository.create(States.of("alice"), 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
    }

    @Test
    void itIsAdoptedOnceItWorks() {
        acme.opened = opened -> null;
        assertThat(fixture.target(ACME)).isPresent();

        acme.opened = UnaryOperator.identity();
        assertThat(fixture.binding.settle()).isEmpty();
        assertThat(fixture.binding.bound()).map(Candidate::id).contains(2L);
    }

    @Test
    void whatItThrowsLaterIsAnOutageWithItsName() {
        assertThat(fixture.target(ACME)).isEmpty();
        StoredState alice = States.of("alice");
        assertThat(fixture.repository.create(alice, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);

        acme.sealed = sealed -> {
            throw new IllegalStateException("secret");
        };
        assertThatItIsAnOutage(() -> fixture.repository.create(States.of("bob"), 0, soon()));
        assertThatItIsAnOutage(() -> fixture.repository.update(States.incremented(alice), LONG, 0, soon()));
        assertThatItIsAnOutage(() -> fixture.repository.check(soon()));
        assertThat(fixture.repository.load(alice.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);

        acme.sealed = UnaryOperator.identity();
        acme.opened = opened -> null;
        assertThatItIsAnOutage(() -> fixture.repository.page("login", Optional.empty(), 10, soon()));
        assertThatItIsAnOutage(() -> fixture.repository.check(soon()));

        acme.opened = UnaryOperator.identity();
        acme.tokens = tokens -> List.of();
        assertThatItIsAnOutage(() -> fixture.repository.sessionsOf("login", "alice", Optional.empty(), 10, soon()));
        assertThat(fixture.repository.info().encryption().orElseThrow().keys()).hasSize(2);

        acme.tokens = UnaryOperator.identity();
        fixture.repository.check(soon());
    }

    @Test
    void whatItDelaysHoldsNobodyUpForLongerThanHisDeadline() {
        assertThat(fixture.target(ACME)).isEmpty();
        acme.sealed = sealed -> {
            try {
                acme.end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return sealed;
        };

        assertThatThrownBy(() -> fixture.repository.create(States.of("bob"), 0, Deadline.after(Duration.ofMillis(50))))
                .isInstanceOf(StateUnavailableException.class)
                .hasMessage("state encryption acme 'hsm': did not answer in time");
    }

    private static void assertThatItIsAnOutage(ThrowingCallable call) {
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(call).withMessageContaining("acme 'hsm'")
                .withMessageNotContaining("secret");
    }

    /** Passes all on, changed. */
    private static final class Faulty implements StateEncryption {

        private final StateEncryption encryption;
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile UnaryOperator<byte[]> sealed = UnaryOperator.identity();
        private volatile UnaryOperator<Opened> opened = UnaryOperator.identity();
        private volatile UnaryOperator<List<Bytes>> tokens = UnaryOperator.identity();

        Faulty(StateEncryption encryption) {
            this.encryption = encryption;
        }

        @Override
        public byte[] seal(byte[] plain, SealContext context) {
            return sealed.apply(encryption.seal(plain, context));
        }

        @Override
        public Opened open(byte[] given, SealContext context) {
            return opened.apply(encryption.open(given, context));
        }

        @Override
        public boolean needsReseal(Envelope envelope) {
            return encryption.needsReseal(envelope);
        }

        @Override
        public List<KeyInfo> keys() {
            return encryption.keys();
        }

        @Override
        public List<Bytes> tokens(String namespace, String module, String subject) {
            return tokens.apply(encryption.tokens(namespace, module, subject));
        }

        @Override
        public Optional<String> warning() {
            return encryption.warning();
        }
    }
}
