package com.iam.adminapp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.web.SessionOwner;
import com.iam.web.testing.Client;
import com.iam.web.testing.LogLines;

class AdminRestTest extends AdminFixture {

    @ParameterizedTest
    @ValueSource(strings = {"/rest/state", "/rest/sessions?module=login", "/rest/sessions?module=unknown"})
    void onlyAdministratorsSeeAnything(String path) {
        client.setCookie(null);

        assertThat(client.get(path).status()).isEqualTo(401);
    }

    @Test
    void onlyAdministratorsEndSessions() {
        SessionToken token = login.start(SessionState.EMPTY).token();
        client.setCookie(null);

        assertThat(end("login", token.storageId()).status()).isEqualTo(401);
        assertThat(login.count()).isEqualTo(1);
    }

    @Test
    void aSessionThatNobodyHasLoggedInToIsNoAdministrators() {
        client.setCookie("iam-admin=" + admin.start(SessionState.EMPTY).token().value());

        assertThat(client.get("/rest/state").code()).isEqualTo("NO_SESSION");
    }

    @Test
    void theSessionOfAnotherModuleIsOfNoUseHere() {
        client.setCookie("iam-admin=" + login.start(SessionState.EMPTY.withSubject("root")).token().value());

        assertThat(client.get("/rest/state").status()).isEqualTo(401);
    }

    @Test
    void sessionsAreListedInPages() {
        SessionToken first = login.start(SessionState.EMPTY.withSubject("alice")).token();
        login.start(SessionState.EMPTY);
        login.start(SessionState.EMPTY.withSubject("bob"));

        JsonNode page = client.get("/rest/sessions?module=login&limit=2").attributes();
        JsonNode last = client.get("/rest/sessions?module=login&limit=2&cursor=" + page.path("next").asText())
                .attributes();

        assertThat(page.path("sessions")).hasSize(2);
        assertThat(page.at("/sessions/0/id").asText()).isEqualTo(first.storageId());
        assertThat(page.at("/sessions/0/subject").asText()).isEqualTo("alice");
        assertThat(page.at("/sessions/0/representedBy").isNull()).isTrue();
        assertThat(page.at("/sessions/0/createdAt").asText()).isEqualTo("2026-03-01T10:15:30Z");
        assertThat(page.at("/sessions/0/expiresAt").asText()).isEqualTo("2026-03-01T10:45:30Z");
        assertThat(page.at("/sessions/0/revision").asLong()).isEqualTo(1);
        assertThat(page.at("/sessions/0/unreadable").isNull()).isTrue();
        assertThat(page.at("/sessions/1/subject").isNull()).isTrue();
        assertThat(page.toString()).doesNotContain(first.secret());
        assertThat(last.path("sessions")).hasSize(1);
        assertThat(last.path("next").isNull()).isTrue();
    }

    @Test
    void theSessionsOfOneUserAreListed() {
        login.start(SessionState.EMPTY.withSubject("alice"));
        login.start(SessionState.EMPTY.withSubject("bob"));

        JsonNode page = client.get("/rest/sessions?module=login&subject=bob").attributes();

        assertThat(page.path("sessions").findValuesAsText("subject")).containsExactly("bob");
    }

    @Test
    void whoActsForAUserIsListed() {
        login.start(SessionState.EMPTY.withSubject(new SessionOwner("alice", Optional.of("root")).subject()));

        JsonNode session = client.get("/rest/sessions?module=login").attributes().at("/sessions/0");

        assertThat(session.path("subject").asText()).isEqualTo("alice");
        assertThat(session.path("representedBy").asText()).isEqualTo("root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?module=login&limit=0", "?module=login&limit=201", "?module=login&limit=x",
            "?module=login&limit=-1", "?module=login&cursor=x"})
    void aPageThatCannotBeAskedForIsAProblem(String query) {
        assertThat(client.get("/rest/sessions" + query).code()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void aModuleWithoutAStateManagerIsUnknown() {
        servlet.unbindStateManager(login);

        assertThat(client.get("/rest/sessions?module=login").code()).isEqualTo("MODULE_UNKNOWN");
        assertThat(client.get("/rest/sessions?module=login").status()).isEqualTo(404);
    }

    @Test
    void anAdministratorEndsASession() {
        SessionToken token = login.start(SessionState.EMPTY.withSubject("alice")).token();

        assertThat(end("login", token.storageId()).status()).isEqualTo(204);
        assertThat(login.peek(token)).isInstanceOf(Gone.class);
    }

    @Test
    void theAuditLogSaysWhoEndedASession() {
        SessionToken token = login.start(SessionState.EMPTY.withSubject("alice")).token();
        try (LogLines log = new LogLines()) {
            end("login", token.storageId());
            end("login", token.storageId());
            end("login", "nonsense");

            assertThat(log.audit()).containsExactly("session-end-ordered event=" + event(token)
                    + " module=login administrator=\"root\" address=127.0.0.1");
            assertThat(log.lines()).noneMatch(line -> line.contains(token.storageId()));
        }
    }

    @Test
    void theAuditLogSaysWhoMayHaveEndedASession() {
        SessionToken token = login.start(SessionState.EMPTY).token();
        try (LogLines log = new LogLines()) {
            login.fail(new StateUnavailableException("nothing was changed"));
            assertThat(end("login", token.storageId()).status()).isEqualTo(503);
            login.fail(new StateUnavailableException("the answer was lost", true, null));
            assertThat(end("login", token.storageId()).status()).isEqualTo(503);

            assertThat(log.audit()).containsExactly("session-end-unconfirmed event=" + event(token)
                    + " module=login administrator=\"root\" address=127.0.0.1");
        }
    }

    private static String event(SessionToken token) {
        return SessionEnd.of(new StateKey("login", token.storageId()), SessionEnd.Cause.ADMINISTRATOR, Optional.empty(),
                Optional.empty(), Instant.EPOCH).eventId();
    }

    @Test
    void aSessionThatIsNotThereCannotBeEnded() {
        SessionToken token = login.start(SessionState.EMPTY).token();

        assertThat(end("admin", token.storageId()).code()).isEqualTo("NO_SUCH_SESSION");
        assertThat(end("login", "nonsense").code()).isEqualTo("NO_SUCH_SESSION");
        assertThat(end("login", "nonsense").status()).isEqualTo(404);
        assertThat(end("unknown", token.storageId()).code()).isEqualTo("MODULE_UNKNOWN");
    }

    @Test
    void whileTheStateIsAwayTheAdministratorKeepsTheCookie() {
        admin.setAvailable(false);

        Client.Answer answer = client.get("/rest/state");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void pollingDoesNotKeepTheAdministratorsSessionAlive() {
        clock.advance(Duration.ofMinutes(20));
        client.get("/rest/state?peek=true");
        client.get("/rest/sessions?module=login&peek=true");
        clock.advance(Duration.ofMinutes(20));

        assertThat(client.get("/rest/state").code()).isEqualTo("SESSION_EXPIRED");
    }

    @Test
    void workKeepsTheAdministratorsSessionAlive() {
        clock.advance(Duration.ofMinutes(20));
        client.get("/rest/sessions?module=login");
        clock.advance(Duration.ofMinutes(20));

        assertThat(client.get("/rest/state").status()).isEqualTo(200);
    }

    private Client.Answer end(String module, String id) {
        return client.post("/rest/sessions/end", Map.of("module", module, "id", id));
    }
}
