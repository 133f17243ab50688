package com.iam.state.core.internal;

import static com.iam.state.testkit.States.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.Freshness;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.States;

/** A repository that others have written is not trusted with more than it promises. */
class GuardedRepositoryTest {

    private final Map<String, Callable<?>> faults = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final StateRepository memory = SwitchFixture.memory("acme");
    private final StateRepository foreign = (StateRepository) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {StateRepository.class}, (proxy, method, arguments) -> {
                Callable<?> fault = faults.get(method.getName());
                if (fault != null) {
                    Object answer = fault.call();
                    return answer == NULL ? null : answer;
                }
                try {
                    return method.invoke(memory, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    private final StateRepository guarded = GuardedRepository.of(FakeReference.of("acme", "x", 0, false), foreign);
    private final StoredState alice = States.of("alice");

    private static final Object NULL = new Object();

    @AfterEach
    void release() {
        end.countDown();
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private static void assertThatItIsAnOutage(boolean unknown, ThrowingCallable call) {
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(call).withMessageContaining("state repository acme 'x'")
                .withMessageNotContaining("secret").matches(outage -> outage.isOutcomeUnknown() == unknown);
    }

    @Test
    void oneThatKeepsDeadlinesIsCalledAsItIs() {
        assertThat(GuardedRepository.of(FakeReference.of("acme", "x", 0, true), foreign)).isSameAs(foreign);
    }

    @Test
    void whatItDoesRightPasses() {
        assertThat(guarded.create(alice, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(guarded.load(alice.key(), LONG, soon())).isInstanceOf(LoadOutcome.Found.class);
        assertThat(guarded.count("login", soon())).isEqualTo(1);
        assertThat(guarded.delete(alice.key(), SessionEnd.Cause.USER, soon())).isInstanceOf(WriteOutcome.Applied.class);
        assertThat(guarded.info()).isEqualTo(memory.info());
        assertThat(guarded.isShared()).isFalse();
    }

    @Test
    void whatItThrowsIsAnOutageWithItsName() {
        faults.put("load", () -> {
            throw new IllegalArgumentException("secret");
        });
        faults.put("create", () -> {
            throw new NoClassDefFoundError("secret");
        });
        faults.put("check", () -> {
            throw new StackOverflowError();
        });
        faults.put("info", () -> {
            throw new IllegalStateException("secret");
        });

        assertThatItIsAnOutage(false, () -> guarded.load(alice.key(), LONG, Freshness.LATEST, soon()));
        assertThatItIsAnOutage(true, () -> guarded.create(alice, 0, soon()));
        assertThatItIsAnOutage(false, () -> guarded.check(soon()));
        assertThat(guarded.info().name()).isEqualTo("x");
    }

    @Test
    void noAnswerIsNoSessionThatIsGone() {
        faults.put("load", () -> NULL);
        faults.put("update", () -> NULL);
        faults.put("peek", () -> memory.load(States.of("bob").key(), LONG, soon()) instanceof LoadOutcome.Absent
                ? new LoadOutcome.Found(States.of("bob"), alice.createdAt().plusSeconds(60))
                : NULL);

        assertThatItIsAnOutage(false, () -> guarded.load(alice.key(), LONG, Freshness.LATEST, soon()));
        assertThatItIsAnOutage(false, () -> guarded.peek(alice.key(), LONG, Freshness.LATEST, soon()));
        assertThatItIsAnOutage(false, () -> guarded.update(States.incremented(alice), LONG, 0, soon()));
    }

    @Test
    void oneThatHangsHoldsNobodyUpForLongerThanTheDeadline() {
        faults.put("load", () -> {
            end.await();
            return NULL;
        });
        faults.put("delete", faults.get("load"));
        Deadline brief = Deadline.after(Duration.ofMillis(50));

        assertThatItIsAnOutage(false, () -> guarded.load(alice.key(), LONG, Freshness.LATEST, brief));
        assertThatItIsAnOutage(true, () -> guarded.delete(alice.key(), SessionEnd.Cause.USER, brief));
        assertThat(guarded.sessionsOf("login", "alice", Optional.empty(), 10, soon()).items()).isEmpty();
    }

    @Test
    void oneThatDoesNotLetGoOfItsSessionsKeepsTheModule() {
        try (SwitchFixture fixture = new SwitchFixture()) {
            StateRepository b = SwitchFixture.memory("b");
            fixture.repositories.added(FakeReference.of("memory", "a", 0, false), foreign);
            fixture.add(b);
            Await.until("it serves", () -> fixture.repositories.gate().isOpen());
            faults.put("freeze", () -> {
                throw new IllegalStateException("secret");
            });
            fixture.set("stateRepository.target", "(name=b)");

            Await.until("operators are told", () -> fixture.trouble.get()
                    .filter(why -> why.contains("does not let go of its sessions")).isPresent());
            faults.clear();
            fixture.awaitBound(b);
        }
    }
}
