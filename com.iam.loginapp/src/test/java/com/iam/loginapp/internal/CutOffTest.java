package com.iam.loginapp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionInfo;
import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.UserKind;
import com.iam.web.testing.Client;
import com.iam.web.testing.FakeSessionCutOffs;

/** All sessions of a user are over at the instant that the users know, also those that no list has. */
class CutOffTest extends TicketFixture {

    private final FakeSessionCutOffs cutOffs = new FakeSessionCutOffs(clock);

    @BeforeEach
    void bind() {
        servlet.bindSessionCutOffs(cutOffs);
    }

    private static int status(Client who) {
        return who.get("/rest/session").status();
    }

    @Test
    void aSessionThatBeganBeforeIsOverAndEnded() {
        assertThat(logIn("alice", PASSWORD).status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(5));
        cutOffs.end(UserKind.END_USER, "login", "ALICE");

        Client.Answer answer = client.get("/rest/session");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("NO_SESSION");
        assertThat(answer.header("Set-Cookie")).hasValueSatisfying(cookie -> assertThat(cookie).contains("Max-Age=0"));
        assertThat(sessions.count()).isZero();
    }

    @Test
    void aLogInRightAfterwardsLivesWhateverTheClocksSay() {
        assertThat(logIn("alice", PASSWORD).status()).isEqualTo(200);
        // The instance that has ended them is ahead by two seconds; this one has not heard of it yet.
        cutOffs.endUnheard(UserKind.END_USER, "login", "alice", clock.instant().plusSeconds(2));
        assertThat(status(client)).isEqualTo(200);

        Client fresh = new Client(server.address());
        fresh.post("/rest/public/authentication/password/check", Map.of("username", "alice", "password", PASSWORD));

        assertThat(status(fresh)).isEqualTo(200);
        assertThat(status(client)).isEqualTo(401);
        clock.advance(Duration.ofSeconds(10));
        assertThat(status(fresh)).isEqualTo(200);

        cutOffs.end(UserKind.END_USER, SessionCutOffs.EVERY_MODULE, "alice");
        assertThat(status(fresh)).isEqualTo(401);
    }

    @Test
    void aLogInWithASessionThatIsOverBeginsAnother() {
        logIn("alice", PASSWORD);
        String before = client.cookie().orElseThrow();
        clock.advance(Duration.ofMinutes(5));
        cutOffs.end(UserKind.END_USER, "login", "alice");

        assertThat(logIn("alice", PASSWORD).status()).isEqualTo(200);

        assertThat(client.cookie().orElseThrow().split("\\.")[0]).isNotEqualTo(before.split("\\.")[0]);
        assertThat(status(client)).isEqualTo(200);
        assertThat(sessions.count()).isEqualTo(1);
    }

    @Test
    void sessionsOfOthersAndInOtherModulesLiveOn() {
        logIn("alice", PASSWORD);
        clock.advance(Duration.ofMinutes(5));
        cutOffs.end(UserKind.END_USER, "login", "bob");
        cutOffs.end(UserKind.END_USER, "transactionapproval", "alice");
        cutOffs.end(UserKind.ADMINISTRATOR, "admin", "alice");

        assertThat(status(client)).isEqualTo(200);
    }

    @Test
    void aSessionInWhichAnAdministratorActsEndsWithThoseOfEither() {
        for (Runnable end : new Runnable[] {() -> cutOffs.end(UserKind.END_USER, "login", "alice"),
            () -> cutOffs.end(UserKind.ADMINISTRATOR, "admin", "admin")}) {
            assertThat(show(acting("admin", "alice")).status()).isEqualTo(200);
            assertThat(status(client)).isEqualTo(200);
            clock.advance(Duration.ofMinutes(5));
            end.run();
            assertThat(status(client)).isEqualTo(401);
            assertThat(show(acting("admin", "alice")).status()).isEqualTo(200);
            assertThat(status(client)).isEqualTo(200);
            clock.advance(Duration.ofMinutes(5));
        }
    }

    @Test
    void whoMayNotLogInAnyMoreHasNoSession() {
        logIn("alice", PASSWORD);
        cutOffs.bar(UserKind.END_USER, "alice");

        assertThat(status(client)).isEqualTo(401);
        assertThat(sessions.sessionsOf("alice", Optional.empty(), 10).items()).extracting(SessionInfo::subject).isEmpty();
    }

    @Test
    void whileTheUsersAreAwayRequestsGoOnByWhatIsKnown() {
        logIn("alice", PASSWORD);
        Client bob = new Client(server.address());
        bob.post("/rest/public/authentication/password/check", Map.of("username", "bob", "password", PASSWORD));
        clock.advance(Duration.ofMinutes(5));
        cutOffs.end(UserKind.END_USER, "login", "bob");
        cutOffs.setAvailable(false);

        assertThat(status(client)).isEqualTo(200);
        assertThat(status(bob)).isEqualTo(401);
        assertThat(logIn("alice", PASSWORD).status()).isEqualTo(503);
        assertThat(status(client)).isEqualTo(200);
    }
}
