package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

import com.iam.state.api.Change;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionOutcome.Reason;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.memory.internal.MemoryStateRepository;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.Parallel;

class RepositorySwitchTest {

    private final SwitchFixture fixture = new SwitchFixture();
    private final MemoryStateRepository a = SwitchFixture.memory("a");
    private final MemoryStateRepository b = SwitchFixture.memory("b");

    @AfterEach
    void stop() {
        fixture.close();
    }

    private SessionToken started() {
        return fixture.manager.start(SessionState.EMPTY.withSubject("alice").with("n", 0)).token();
    }

    private void bindBoth() {
        fixture.add(a);
        fixture.add(b);
        fixture.awaitBound(a);
    }

    @Test
    void aFilterThatMatchesSeveralIsToldAndChangesNothing() {
        StateRepository first = SwitchFixture.memory("first");
        StateRepository second = SwitchFixture.memory("second");
        fixture.set("stateRepository.target", "(state.repository=memory)");
        fixture.add(first);
        fixture.awaitBound(first);
        fixture.add(second);

        Await.until("operators are told", () -> fixture.trouble.get().filter(why -> why.equals("matches 2 repositories (memory first, "
                + "memory second), and means one: name it, as in (&(state.repository=redis)(name=main)); using memory first")).isPresent());
        fixture.remove(second);
        Await.until("it is over", () -> fixture.trouble.get().isEmpty());
    }

    @Test
    void aCallFromUnderWhichTheBundleGoesHasNotBeenAnswered() {
        FaultyRepository going = new FaultyRepository(a);
        fixture.add(going.repository);
        fixture.awaitBound(going.repository);
        SessionToken token = started();
        going.gone = true;

        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> fixture.manager.resume(token))
                .matches(StateUnavailableException::isOutcomeUnknown);
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> fixture.increment(token));
    }

    /** Another manager may have taken over the module by the time that Declarative Services unbinds what this one had. */
    @Test
    void whatAManagerThatHasStoppedLetsGoOfServesTheNextOne() {
        bindBoth();
        try (SwitchFixture next = new SwitchFixture()) {
            fixture.repositories.stop();
            next.add(a);
            next.awaitBound(a);
            SessionToken token = next.manager.start(SessionState.EMPTY.with("n", 0)).token();

            fixture.remove(a);

            next.increment(token);
            assertThat(next.n(token)).isEqualTo(1);
        }
    }

    /** As one that was refused, because the module has a manager already. */
    @Test
    void aManagerThatWasNeverConfiguredLetsGoOfWhatItHad() {
        RepositorySwitch refused = new RepositorySwitch(InstantSource.system(), problem -> { }, leaving -> { });
        ServiceReference<StateRepository> reference = FakeReference.of("memory", "a", 0);
        refused.added(reference, a);
        refused.stop();

        refused.removed(reference, a);

        assertThat(refused.all()).isEmpty();
    }

    /** As when somebody logs in with a session that has begun before. */
    @Test
    void sessionsThatHaveNotArrivedYetCountIfOneBecomesTheUsers() {
        fixture.started(a, b, 300);
        SessionToken anonymous = fixture.manager.start(SessionState.EMPTY).token();
        fixture.set("maximumSessionsPerUser", 10);
        fixture.moveTo(b);

        fixture.manager.renewId(anonymous, state -> Change.to(state.withSubject("alice")));

        fixture.awaitArrived();
        assertThat(fixture.manager.sessionsOf("alice", Optional.empty(), 100).items()).hasSize(10);
    }

    @Test
    void sessionsMoveWithTheModuleAndBack() {
        bindBoth();
        SessionToken token = started();
        fixture.increment(token);

        fixture.moveTo(b);
        assertThat(fixture.n(token)).isEqualTo(1);
        fixture.increment(token);
        SessionToken ended = started();
        fixture.awaitArrived();

        fixture.moveTo(a);
        assertThat(fixture.n(token)).isEqualTo(2);
        fixture.manager.end(ended);
        fixture.awaitArrived();
        fixture.moveTo(b);
        assertThat(fixture.manager.resume(ended)).isEqualTo(new Gone<>(Reason.ABSENT));
        assertThat(fixture.n(token)).isEqualTo(2);
        fixture.awaitArrived();
        assertThat(fixture.manager.count()).isEqualTo(1);
    }

    @Test
    void noAcknowledgedWriteIsLostAndNoEndedSessionReturnsWhileSwapping() throws InterruptedException {
        bindBoth();
        AtomicBoolean stop = new AtomicBoolean();
        ConcurrentHashMap<SessionToken, Long> acknowledged = new ConcurrentHashMap<>();
        ConcurrentHashMap<SessionToken, Boolean> ended = new ConcurrentHashMap<>();

        Parallel.run(5, i -> () -> {
            if (i == 0) {
                for (int swap = 0; swap < 60; swap++) {
                    fixture.moveTo(swap % 2 == 0 ? b : a);
                }
                stop.set(true);
                return null;
            }
            List<SessionToken> mine = new ArrayList<>();
            while (!stop.get()) {
                SessionToken token = started();
                mine.add(token);
                acknowledged.put(token, 0L);
                for (SessionToken each : mine.subList(Math.max(0, mine.size() - 10), mine.size())) {
                    if (!ended.containsKey(each)) {
                        fixture.increment(each);
                        acknowledged.merge(each, 1L, Long::sum);
                    }
                }
                if (mine.size() % 3 == 0) {
                    fixture.manager.end(token);
                    ended.put(token, true);
                }
            }
            return null;
        });

        fixture.awaitArrived();
        assertThat(acknowledged).isNotEmpty();
        acknowledged.forEach((token, writes) -> {
            if (ended.containsKey(token)) {
                assertThat(fixture.manager.resume(token)).isEqualTo(new Gone<>(Reason.ABSENT));
            } else {
                assertThat(fixture.n(token)).isEqualTo(writes);
            }
        });
        assertThat(fixture.manager.count()).isEqualTo(acknowledged.size() - ended.size());
    }

    @Test
    void aFilterThatMatchesNothingKeepsWhatIsBound() {
        bindBoth();
        SessionToken token = started();

        fixture.set("stateRepository.target", "(name=nobody)");

        Await.until("the trouble is reported", () -> fixture.trouble.get().isPresent());
        assertThat(fixture.trouble.get().orElseThrow()).contains("(name=nobody)").contains("staying with memory a");
        assertThat(fixture.n(token)).isZero();

        fixture.moveTo(a);
        Await.until("the trouble is over", () -> fixture.trouble.get().isEmpty());
    }

    @Test
    void aStrayRepositoryOfAHigherRankingChangesNothing() {
        fixture.set("stateRepository.target", "(state.repository=memory)");
        fixture.add(a);
        fixture.awaitBound(a);
        SessionToken token = started();

        ServiceReference<StateRepository> stray = FakeReference.of("memory", "stray", 1000);
        fixture.repositories.added(stray, b);
        fixture.set("swapQueue", 999);
        assertThat(fixture.n(token)).isZero();
        fixture.repositories.removed(stray, b);

        fixture.awaitBound(a);
        assertThat(fixture.n(token)).isZero();
    }

    @Test
    void theSessionsOfARepositoryThatDisappearsWaitForTheNextOne() {
        ServiceReference<StateRepository> reference = fixture.add(a);
        fixture.awaitBound(a);
        SessionToken token = started();
        fixture.increment(token);

        fixture.repositories.removed(reference, a);
        MemoryStateRepository successor = SwitchFixture.memory("a");
        fixture.add(successor);

        assertThat(fixture.n(token)).isEqualTo(1);
        fixture.awaitBound(successor);
    }

    @Test
    void requestsWithoutARepositoryGiveUpInTime() {
        fixture.set("swapWaitInMs", 30);

        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(this::started);
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> fixture.manager.check());
    }
}
