package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionOutcome.Reason;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.core.internal.FaultyRepository.Fault;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.States;

/** Sessions on their way to a repository that is in trouble. */
class CarryOverTest {

    private final SwitchFixture fixture = new SwitchFixture();
    private final StateRepository a = SwitchFixture.memory("a");
    private final FaultyRepository b = new FaultyRepository(SwitchFixture.memory("b"));

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void awaitPause() {
        Await.until("the carry-over pauses", () -> fixture.arrival().pause().isPresent());
    }

    /** A session that has been carried over, without the carrier hearing of it. */
    private SessionToken arrivedUnheard() {
        SessionToken token = fixture.started(a, b.repository, 1).get(0);
        b.fault = Fault.ANSWER_LOST;
        fixture.moveTo(b.repository);
        Await.until("the session has arrived", () -> b.repository.count("login", null) == 1);
        b.fault = Fault.NONE;
        return token;
    }

    @Test
    void aTargetThatIsAwayLosesNothingAndTheRestFollowsWhenItIsBack() {
        List<SessionToken> tokens = fixture.started(a, b.repository, 500);
        b.fault = Fault.UNAVAILABLE;
        fixture.moveTo(b.repository);
        awaitPause();

        assertThat(fixture.arrival().pause()).contains("it is away");
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> fixture.manager.resume(tokens.get(0)));
        assertThat(fixture.arrival().progress().orElseThrow().remaining()).isEqualTo(500);
        assertThat(fixture.manager.count()).isEqualTo(500);

        b.fault = Fault.NONE;
        fixture.awaitArrived();
        assertThat(tokens).allSatisfy(token -> assertThat(fixture.n(token)).isZero());
        assertThat(fixture.arrival().pause()).isEmpty();
    }

    @Test
    void whatIsOnItsWayOutlivesTheMemoryThatItComesFrom() {
        FaultyRepository origin = new FaultyRepository(a);
        fixture.add(origin.repository);
        fixture.add(b.repository);
        fixture.awaitBound(origin.repository);
        List<SessionToken> tokens = Stream.generate(() -> fixture.manager.start(SessionState.EMPTY.with("n", 0)).token())
                .limit(50).toList();
        b.fault = Fault.UNAVAILABLE;
        fixture.moveTo(b.repository);
        awaitPause();

        fixture.remove(origin.repository);
        origin.gone = true;

        assertThat(fixture.arrival().progress().orElseThrow().remaining()).isEqualTo(50);
        b.fault = Fault.NONE;
        assertThat(fixture.n(tokens.get(0))).isZero();
        fixture.awaitArrived();
        assertThat(tokens).allSatisfy(token -> assertThat(fixture.n(token)).isZero());
        assertThat(fixture.manager.count()).isEqualTo(50);
    }

    @Test
    void whatArrivedUnheardIsNotServedInAnOldStateOnTheWayBack() {
        SessionToken token = arrivedUnheard();
        fixture.increment(token);

        fixture.set("leaveSharedRepository", true);
        fixture.moveTo(a);
        assertThat(fixture.n(token)).isEqualTo(1);
    }

    @Test
    void whoeverIsTooLateTakesNothingAwayFromTheNextMove() {
        SessionToken token = fixture.started(a, b.repository, 1).get(0);
        CountDownLatch late = new CountDownLatch(1);
        b.answers = late;
        fixture.moveTo(b.repository);
        Await.until("the session has arrived", () -> b.repository.count("login", null) == 1);
        Arrival abandoned = fixture.arrival();
        b.answers = new CountDownLatch(0);
        fixture.set("leaveSharedRepository", true);
        fixture.moveTo(a);
        fixture.increment(token);
        b.fault = Fault.UNAVAILABLE;
        fixture.moveTo(b.repository);

        late.countDown();
        Await.until("the late one has done", () -> abandoned.progress().orElseThrow().done() == 1);

        b.fault = Fault.NONE;
        fixture.awaitArrived();
        assertThat(fixture.n(token)).isEqualTo(1);
    }

    @Test
    void whatHasEndedDoesNotReturnFromACopyThatALostAnswerLeftBehind() {
        SessionToken token = arrivedUnheard();
        fixture.manager.end(token);
        fixture.awaitArrived();

        assertThat(fixture.manager.resume(token)).isEqualTo(new Gone<>(Reason.ABSENT));
        assertThat(fixture.manager.count()).isZero();
    }

    @Test
    void oneStateThatCannotBeCarriedDoesNotHoldUpTheOthers() {
        List<SessionToken> tokens = fixture.started(a, b.repository, 300);
        b.onlyFor = tokens.get(7).storageId();
        b.fault = Fault.BROKEN;
        fixture.moveTo(b.repository);

        Await.until("the others have arrived", () -> fixture.arrival().progress().filter(progress -> progress.done() == 299
                && progress.remaining() == 1 && progress.failed() == 1).isPresent());
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> fixture.manager.resume(tokens.get(7)));
        assertThat(fixture.n(tokens.get(8))).isZero();
        Await.until("operators are told why", () -> fixture.arrival().notes()
                .equals(List.of("1 session could not be carried over yet: it failed: java.lang.IllegalStateException")));

        b.fault = Fault.NONE;
        fixture.awaitArrived();
        assertThat(fixture.n(tokens.get(7))).isZero();
        assertThat(fixture.arrival().notes()).isEmpty();
    }

    @Test
    void whatIsLeftBehindIsFetchedFromWhateverTakesThePlaceOfItsRepository() {
        StateRepository shared = SwitchFixture.memory("shared");
        FaultyRepository before = new FaultyRepository(shared);
        fixture.add(before.repository);
        fixture.set("stateRepository.target", "(name=shared)");
        fixture.awaitBound(before.repository);
        SessionToken token = fixture.manager.start(SessionState.EMPTY.with("n", 0)).token();
        fixture.add(b.repository);
        b.fault = Fault.UNAVAILABLE;
        before.remains = true;
        fixture.moveTo(b.repository);
        Await.until("it could not be carried", () -> fixture.arrival().progress().orElseThrow().failed() == 1);

        fixture.remove(before.repository);
        b.fault = Fault.NONE;
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> fixture.manager.resume(token));
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> fixture.manager.resume(States.token()));
        assertThat(fixture.arrival().progress().orElseThrow().failed()).as("what clients ask for is not counted").isEqualTo(1);
        FaultyRepository after = new FaultyRepository(shared);
        after.remains = true;
        fixture.add(after.repository);

        assertThat(fixture.n(token)).isZero();
        fixture.awaitArrived();
        assertThat(shared.count("login", null)).isZero();
    }

    @Test
    void whatHasEndedElsewhereDoesNotComeBackWithTheModule() {
        SessionToken token = arrivedUnheard();
        fixture.manager.end(token);

        fixture.set("leaveSharedRepository", true);
        fixture.moveTo(a);
        assertThat(fixture.manager.resume(token)).isEqualTo(new Gone<>(Reason.ABSENT));
        fixture.awaitArrived();
        assertThat(a.count("login", null)).isZero();
    }

    @Test
    void aCopyThatCouldNotBeReleasedGivesWayToTheLatestState() {
        StateRepository shared = SwitchFixture.memory("shared");
        FaultyRepository origin = new FaultyRepository(shared);
        origin.remains = true;
        fixture.add(origin.repository);
        fixture.add(a);
        fixture.set("stateRepository.target", "(name=shared)");
        fixture.awaitBound(origin.repository);
        SessionToken token = fixture.manager.start(SessionState.EMPTY.with("n", 0)).token();
        // As when a swap back overtakes the release.
        origin.releases = false;
        fixture.set("leaveSharedRepository", true);
        fixture.moveTo(a);
        fixture.increment(token);
        assertThat(shared.count("login", null)).isEqualTo(1);

        fixture.moveTo(origin.repository);
        assertThat(fixture.n(token)).isEqualTo(1);
        fixture.awaitArrived();
        fixture.increment(token);
        assertThat(fixture.n(token)).isEqualTo(2);
    }
}
