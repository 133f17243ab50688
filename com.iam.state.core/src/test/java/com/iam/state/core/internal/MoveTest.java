package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionToken;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.core.internal.FaultyRepository.Fault;
import com.iam.state.testkit.Await;

/** Where a module moves, and where it does not. */
class MoveTest {

    private final SwitchFixture fixture = new SwitchFixture();
    private final StateRepository a = SwitchFixture.memory("a");
    private final FaultyRepository b = new FaultyRepository(SwitchFixture.memory("b"));

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aModuleDoesNotMoveToARepositoryThatDoesNotWork() {
        SessionToken token = fixture.started(a, b.repository, 1).get(0);
        b.fault = Fault.READ_ONLY;
        fixture.set("stateRepository.target", "(name=b)");

        Await.until("the trouble is reported", () -> fixture.trouble.get().filter(trouble ->
                trouble.equals("memory b cannot be used yet (it may not be written to); staying with memory a")).isPresent());
        fixture.increment(token);

        b.fault = Fault.NONE;
        fixture.awaitBound(b.repository);
        assertThat(fixture.n(token)).isEqualTo(1);
        Await.until("the trouble is over", () -> fixture.trouble.get().isEmpty());
    }

    @Test
    void aModuleCanGoBackWhileTheTargetIsAway() {
        List<SessionToken> tokens = fixture.started(a, b.repository, 50);
        b.fault = Fault.UNAVAILABLE;
        fixture.moveTo(b.repository);
        Await.until("the carry-over pauses", () -> fixture.arrival().pause().isPresent());

        fixture.set("leaveSharedRepository", true);
        fixture.moveTo(a);

        assertThat(tokens).allSatisfy(token -> assertThat(fixture.n(token)).isZero());
        fixture.awaitArrived();
        assertThat(fixture.manager.count()).isEqualTo(50);
    }

    @Test
    void aModuleLeavesASharedRepositoryOnlyIfThatIsConfirmed() {
        SessionToken token = fixture.started(a, b.repository, 1).get(0);
        fixture.moveTo(b.repository);
        fixture.awaitArrived();

        fixture.set("stateRepository.target", "(name=a)");
        Await.until("confirmation is asked for", () -> fixture.trouble.get().filter(trouble ->
                trouble.contains("leaveSharedRepository=\"true\"") && trouble.endsWith("staying with memory b")).isPresent());
        fixture.increment(token);
        assertThat(b.repository.count("login", null)).isEqualTo(1);

        fixture.set("leaveSharedRepository", true);
        fixture.awaitBound(a);
        assertThat(fixture.n(token)).isEqualTo(1);
    }

    @Test
    void aSharedRepositoryThatDisappearsIsNotReplacedByOneOfThisInstanceAlone() {
        SessionToken token = fixture.started(a, b.repository, 1).get(0);
        fixture.moveTo(b.repository);
        fixture.awaitArrived();
        fixture.set("stateRepository.target", "(state.repository=memory)");
        fixture.set("swapWaitInMs", 50);

        fixture.remove(b.repository);

        Await.until("the trouble is reported", () -> fixture.trouble.get().filter(trouble ->
                trouble.endsWith("requests wait for a shared repository")).isPresent());
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> fixture.manager.resume(token));
    }
}
