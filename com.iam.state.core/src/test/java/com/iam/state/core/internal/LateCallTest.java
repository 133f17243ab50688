package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionToken;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.core.internal.FaultyRepository.Fault;
import com.iam.state.testkit.Await;

/** Calls that last longer than what they are made to. */
class LateCallTest {

    private final SwitchFixture fixture = new SwitchFixture();
    private final StateRepository a = SwitchFixture.memory("a");
    private final FaultyRepository b = new FaultyRepository(SwitchFixture.memory("b"));

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aBundleThatGoesFromUnderTheCarrierDoesNotStopIt() {
        FaultyRepository origin = new FaultyRepository(a);
        origin.remains = true;
        List<SessionToken> tokens = fixture.started(origin.repository, b.repository, 20);
        b.fault = Fault.UNAVAILABLE;
        fixture.moveTo(b.repository);
        Await.until("the carry-over pauses", () -> fixture.arrival().pause().isPresent());

        origin.gone = true;
        b.fault = Fault.NONE;
        Await.until("the carrier finds it gone", () -> fixture.arrival().pause().filter(why -> !why.equals("it is away")).isPresent());
        origin.gone = false;
        fixture.awaitArrived();
        assertThat(tokens).allSatisfy(token -> assertThat(fixture.n(token)).isZero());
    }

    @Test
    void anAbsenceIsNotBelievedOnceTheModuleHasMoved() throws InterruptedException {
        fixture.set("stateRepository.target", "(name=b)");
        SessionToken token = fixture.started(b.repository, a, 1).get(0);
        b.loads = new CountDownLatch(1);
        AtomicReference<Object> answer = new AtomicReference<>();
        Thread late = new Thread(() -> {
            try {
                answer.set(fixture.manager.resume(token));
            } catch (StateUnavailableException e) {
                answer.set(e);
            }
        });
        late.start();
        Await.until("somebody is about to load the session", () -> late.getState() == Thread.State.WAITING);
        fixture.set("leaveSharedRepository", true);
        fixture.moveTo(a);
        fixture.awaitArrived();
        b.fault = Fault.UNAVAILABLE;
        fixture.moveTo(b.repository);
        b.loads.countDown();

        late.join();
        assertThat(answer.get()).isInstanceOf(StateUnavailableException.class);
    }
}
