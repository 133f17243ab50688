package com.iam.state.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.Change;
import com.iam.state.api.SessionOutcome;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionOutcome.Reason;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.Session;
import com.iam.state.api.Started;
import com.iam.state.memory.internal.MemoryStateRepository;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.Parallel;
import com.iam.state.testkit.States;

class DefaultStateManagerTest {

    private final SwitchFixture fixture = new SwitchFixture();
    private final MemoryStateRepository repository = SwitchFixture.memory("a");

    @BeforeEach
    void bind() {
        fixture.add(repository);
        fixture.awaitBound(repository);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private SessionToken started(String subject) {
        return fixture.manager.start(SessionState.EMPTY.withSubject(subject)).token();
    }

    private static Gone<?> gone(Reason reason) {
        return new Gone<>(reason);
    }

    @Test
    void aStartedSessionIsResumedWithItsToken() {
        Started<Void> started = fixture.manager.start(SessionState.EMPTY.withSubject("alice").with("step", "done"));

        SessionOutcome<Session> outcome = fixture.manager.resume(started.token());

        assertThat(outcome).isInstanceOfSatisfying(Live.class, live -> assertThat(((Session) live.value()).state())
                .isEqualTo(SessionState.EMPTY.withSubject("alice").with("step", "done")));
    }

    @Test
    void anotherSecretOpensNothing() {
        SessionToken token = started("alice");
        SessionToken guessed = new SessionToken(token.storageId(), States.token().secret());

        assertThat(fixture.manager.resume(guessed)).isEqualTo(gone(Reason.RENEWED));
        assertThat(fixture.manager.update(guessed, state -> Change.to(state.with("a", "b")))).isEqualTo(gone(Reason.RENEWED));
        fixture.manager.end(guessed);
        assertThat(fixture.manager.resume(token)).isInstanceOf(Live.class);
    }

    @Test
    void anUnknownTokenIsAbsent() {
        assertThat(fixture.manager.resume(States.token())).isEqualTo(gone(Reason.ABSENT));
        assertThat(fixture.manager.peek(States.token())).isEqualTo(gone(Reason.ABSENT));
    }

    @Test
    void aRenewedIdLeavesTheOldOneUseless() {
        SessionToken old = started("alice");

        SessionOutcome<Started<String>> outcome = fixture.manager.renewId(old,
                state -> new Change<>(state.with("level", 2), "result"));

        Started<String> renewed = ((Live<Started<String>>) outcome).value();
        assertThat(renewed.result()).isEqualTo("result");
        assertThat(fixture.manager.resume(old)).isEqualTo(gone(Reason.RENEWED));
        assertThat(((Live<Session>) fixture.manager.resume(renewed.token())).value().state().int64("level")).contains(2L);
        assertThat(fixture.manager.count()).isEqualTo(1);
    }

    @Test
    void nothingIsWrittenForAnUnchangedState() {
        SessionToken token = started("alice");

        fixture.manager.update(token, Change::to);

        assertThat(fixture.manager.page(Optional.empty(), 10).items()).singleElement()
                .matches(info -> info.revision() == 1);
    }

    @Test
    void aSessionThatWasReadIsChangedWithoutReadingItAgainAndAStaleOneIsReadAgain() {
        SessionToken token = started("alice");
        Session seen = ((Live<Session>) fixture.manager.resume(token)).value();

        for (int i = 0; i < 2; i++) {
            assertThat(fixture.manager.update(token, seen, state -> Change.to(state.with("n", state.int64("n").orElse(0L) + 1))))
                    .isInstanceOf(Live.class);
        }

        assertThat(((Live<Session>) fixture.manager.resume(token)).value().state().int64("n")).contains(2L);
        fixture.manager.end(token);
        assertThat(fixture.manager.update(token, seen, state -> Change.to(state.with("n", 9)))).isEqualTo(gone(Reason.ABSENT));
    }

    @Test
    void aSessionThatWasReadIsOfNoUseWithAnotherToken() {
        SessionToken token = started("alice");
        Session seen = ((Live<Session>) fixture.manager.resume(token)).value();
        SessionToken renewed = ((Live<Started<Void>>) fixture.manager.renewId(token, Change::to)).value().token();

        for (SessionToken other : List.of(renewed, started("bob"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.manager.update(other, seen, state -> Change.to(state.with("n", 1))));
        }
        assertThat(fixture.manager.update(token, seen, state -> Change.to(state.with("n", 1)))).isEqualTo(gone(Reason.RENEWED));
    }

    @Test
    void anEndedSessionStaysEnded() {
        SessionToken token = started("alice");
        fixture.manager.end(token);

        assertThat(fixture.manager.resume(token)).isEqualTo(gone(Reason.ABSENT));
        assertThat(fixture.manager.update(token, state -> Change.to(state.with("a", "b")))).isEqualTo(gone(Reason.ABSENT));
        fixture.manager.end(token);
    }

    @Test
    void parallelUpdatesAreAllKept() throws InterruptedException {
        SessionToken token = started("alice");

        Parallel.run(16, i -> () -> {
            for (int n = 0; n < 100; n++) {
                fixture.manager.update(token, state -> Change.to(state.with("n", state.int64("n").orElse(0L) + 1)));
            }
            return null;
        });

        assertThat(((Live<Session>) fixture.manager.resume(token)).value().state().int64("n")).contains(1600L);
    }

    @Test
    void theOldestSessionsMakeRoomForANewOne() {
        fixture.set("maximumSessionsPerUser", 2);
        List<SessionToken> tokens = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tokens.add(started("alice"));
            long then = System.currentTimeMillis();
            Await.until("the clock moves on", () -> System.currentTimeMillis() > then);
        }

        assertThat(fixture.manager.resume(tokens.get(0))).isEqualTo(gone(Reason.ABSENT));
        assertThat(fixture.manager.resume(tokens.get(1))).isInstanceOf(Live.class);
        assertThat(fixture.manager.resume(tokens.get(2))).isInstanceOf(Live.class);
    }

    @Test
    void allSessionsOfASubjectEndTogether() {
        for (int i = 0; i < 150; i++) {
            started("alice");
        }
        SessionToken bobs = started("bob");

        assertThat(fixture.manager.endAllOf("alice")).isEqualTo(150);
        assertThat(fixture.manager.sessionsOf("alice", Optional.empty(), 10).items()).isEmpty();
        assertThat(fixture.manager.resume(bobs)).isInstanceOf(Live.class);
    }

    @Test
    void anAdministratorEndsASessionByItsStorageId() {
        SessionToken token = started("alice");

        assertThat(fixture.manager.delete(token.storageId())).isTrue();
        assertThat(fixture.manager.delete(token.storageId())).isFalse();
        assertThat(fixture.manager.resume(token)).isEqualTo(gone(Reason.ABSENT));
    }
}
