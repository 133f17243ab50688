package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.testkit.Await;

class EndDeliveryTest {

    private final SwitchFixture fixture = new SwitchFixture();
    private final StateRepository repository = SwitchFixture.memory("a");
    private final List<SessionEnd> told = new CopyOnWriteArrayList<>();
    private ServiceReference<StateRepository> reference;

    @BeforeEach
    void bind() {
        reference = fixture.add(repository);
        fixture.awaitBound(repository);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private SessionToken started() {
        return fixture.manager.start(SessionState.EMPTY.withSubject("alice")).token();
    }

    private void awaitTold(int number) {
        Await.until(number + " ends have been reported", () -> told.size() >= number);
    }

    @Test
    void listenersHearWhyASessionHasEnded() {
        fixture.ends.added(told::add);
        fixture.manager.end(started());
        fixture.manager.delete(started().storageId());
        fixture.set("maximumSessionsPerUser", 1);
        started();
        started();

        awaitTold(3);
        assertThat(told).extracting(SessionEnd::cause)
                .containsExactlyInAnyOrder(Cause.USER, Cause.ADMINISTRATOR, Cause.REPLACED);
    }

    @Test
    void anEndWaitsForAListener() {
        fixture.manager.end(started());
        started();
        fixture.ends.added(told::add);

        awaitTold(1);
        assertThat(told).hasSize(1);
    }

    @Test
    void aListenerThatFailsIsToldAgain() {
        fixture.ends.added(end -> {
            told.add(end);
            if (told.size() == 1) {
                throw new IllegalStateException("the disk is full");
            }
        });
        fixture.manager.end(started());

        awaitTold(2);
        assertThat(told).extracting(SessionEnd::eventId).containsOnly(told.get(0).eventId());
    }

    @Test
    void whatARepositoryHadNotReportedWhenItWentAwayIsReportedStill() {
        SessionToken token = started();
        fixture.manager.end(token);
        fixture.repositories.removed(reference, repository);
        fixture.ends.added(told::add);

        awaitTold(1);
        assertThat(told.get(0).subject()).hasValue("alice");
    }

    @Test
    void soIsWhatHadExpiredThereUnnoticed() {
        fixture.set("sessionIdleTimeout", 1);
        SessionToken token = started();
        Await.until("it has expired", () -> fixture.manager.peek(token) instanceof Gone);
        fixture.repositories.removed(reference, repository);
        fixture.ends.added(told::add);

        awaitTold(1);
        assertThat(told.get(0).cause()).isEqualTo(Cause.IDLE);
    }

    @Test
    void aStopReportsWhatThereIs() {
        fixture.ends.added(told::add);
        fixture.manager.end(started());
        fixture.ends.stop();

        assertThat(told).hasSize(1);
    }
}
