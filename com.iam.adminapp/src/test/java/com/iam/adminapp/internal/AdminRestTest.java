package com.iam.adminapp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.web.SessionOwner;
import com.iam.users.api.UserKind;
import com.iam.web.testing.Client;
import com.iam.web.testing.FakeSessionCutOffs;
import com.iam.web.testing.LogLines;

class AdminRestTest extends AdminFixture {

    @Test
    void onlyAdministratorsSeeAnything() {
        client.setCookie(null);

        assertThat(client.get("/rest/state").status()).isEqualTo(401);
        assertThat(list(Map.of("module", "login")).status()).isEqualTo(401);
        assertThat(list(Map.of("module", "unknown")).status()).isEqualTo(401);
    }

    @Test
    void theAuditLogTellsOfStrangersAndIsNotFilledByThem() {
        client.setCookie(null);
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < 63; i++) {
                client.get("/rest/state");
            }
            assertThat(log.audit()).hasSize(60)
                    .containsOnly("access-refused module=admin reason=NO_SESSION address=127.0.0.1 omitted=0");
            clock.advance(Duration.ofMinutes(1));
            client.get("/rest/state");
            assertThat(log.audit()).hasSize(61).last().asString().endsWith(" omitted=3");
        }
    }

    @Test
    void onlyAdministratorsEndSessions() {
        SessionToken token = login.start(SessionState.EMPTY.withSubject("alice")).token();
        client.setCookie(null);

        assertThat(end("login", token.storageId()).status()).isEqualTo(401);
        assertThat(endAll("login", "alice").status()).isEqualTo(401);
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

        JsonNode page = list(Map.of("module", "login", "limit", 2)).attributes();
        JsonNode last = list(Map.of("module", "login", "limit", "2", "cursor", page.path("next").asText())).attributes();

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

        JsonNode page = list(Map.of("module", "login", "subject", "bob")).attributes();

        assertThat(page.path("sessions").findValuesAsText("subject")).containsExactly("bob");
    }

    @Test
    void whoActsForAUserIsListed() {
        login.start(SessionState.EMPTY.withSubject(new SessionOwner("alice", Optional.of("root")).subject()));

        JsonNode session = list(Map.of("module", "login")).attributes().at("/sessions/0");

        assertThat(session.path("subject").asText()).isEqualTo("alice");
        assertThat(session.path("representedBy").asText()).isEqualTo("root");
    }

    @ParameterizedTest
    @CsvSource({"module,", "limit,0", "limit,201", "limit,x", "limit,-1", "cursor,x"})
    void aPageThatCannotBeAskedForIsAProblem(String name, String value) {
        Map<String, Object> asked = new HashMap<>(Map.of("module", "login"));
        asked.put(name, value);

        assertThat(list(asked).code()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void aModuleWithoutAStateManagerIsUnknown() {
        servlet.unbindSessions(login);

        assertThat(list(Map.of("module", "login")).code()).isEqualTo("MODULE_UNKNOWN");
        assertThat(list(Map.of("module", "login")).status()).isEqualTo(404);
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
        client.post("/rest/sessions/list?peek=true", Map.of("module", "login"));
        clock.advance(Duration.ofMinutes(20));

        assertThat(client.get("/rest/state").code()).isEqualTo("SESSION_EXPIRED");
    }

    @Test
    void workKeepsTheAdministratorsSessionAlive() {
        clock.advance(Duration.ofMinutes(20));
        list(Map.of("module", "login"));
        clock.advance(Duration.ofMinutes(20));

        assertThat(client.get("/rest/state").status()).isEqualTo(200);
    }

    @Test
    void anAdministratorEndsAllSessionsOfAUser() {
        login.start(SessionState.EMPTY.withSubject("alice"));
        login.start(SessionState.EMPTY.withSubject("alice"));
        login.start(SessionState.EMPTY.withSubject("bob"));
        try (LogLines log = new LogLines()) {
            assertThat(endAll("login", "alice").attributes().path("ended").asInt()).isEqualTo(2);

            assertThat(log.audit()).containsExactly("all-sessions-end-ordered module=login subject=\"alice\" cut-off=-"
                    + " administrator=\"root\""
                    + " address=127.0.0.1");
        }
        assertThat(login.sessionsOf("bob", Optional.empty(), 10).items()).hasSize(1);
        assertThat(login.count()).isEqualTo(1);
        assertThat(endAll("unknown", "alice").code()).isEqualTo("MODULE_UNKNOWN");
    }

    @Test
    void whicheverSpellingIsTypedTheUserIsMeantWhomTheDirectoryTakesItFor() {
        users.addIfAbsent(UserKind.END_USER, "Alice", "secret");
        users.disable(UserKind.END_USER, "Alice");
        users.addIfAbsent(UserKind.ADMINISTRATOR, "ALICE", "secret");
        for (String typed : List.of("Alice", "ALICE", "alice", "\uff21lice")) {
            login.start(SessionState.EMPTY.withSubject("Alice"));

            Client.Answer listed = list(Map.of("module", "login", "subject", typed));
            assertThat(listed.attributes().path("sessions")).as(typed).hasSize(1);
            assertThat(listed.attributes().path("subject").asText()).isEqualTo("Alice");
            try (LogLines log = new LogLines()) {
                Client.Answer ended = endAll("login", typed);
                assertThat(ended.attributes().path("ended").asInt()).isEqualTo(1);
                assertThat(ended.attributes().path("subject").asText()).isEqualTo("Alice");
                assertThat(log.audit()).singleElement().asString().contains(" subject=\"Alice\" ");
            }
        }
    }

    @Test
    void whileTheDirectoryIsAwayNamesAreTakenAsTheyWereTyped() {
        login.start(SessionState.EMPTY.withSubject("alice"));
        users.setAvailable(false);

        assertThat(list(Map.of("module", "login", "subject", "ALICE")).attributes().path("sessions")).isEmpty();
        assertThat(endAll("login", "alice").attributes().path("ended").asInt()).isEqualTo(1);
    }

    @Test
    void endingAllSessionsEndsThoseThatNoListShows() {
        FakeSessionCutOffs cutOffs = new FakeSessionCutOffs(clock);
        servlet.bindSessionCutOffs(cutOffs);

        Client.Answer answer = endAll("login", "alice");

        assertThat(answer.attributes().path("cutOff").asText()).isEqualTo(clock.instant().toString());
        assertThat(cutOffs.known(UserKind.END_USER, "login", "alice")).hasValue(clock.instant());
        assertThat(cutOffs.known(UserKind.ADMINISTRATOR, "login", "alice")).isEmpty();
        endAll("admin", "root");
        assertThat(cutOffs.known(UserKind.ADMINISTRATOR, "admin", "root")).hasValue(clock.instant());
    }

    @Test
    void whileTheUsersAreAwayWhatIsListedEndsAllTheSame() {
        login.start(SessionState.EMPTY.withSubject("alice"));
        FakeSessionCutOffs cutOffs = new FakeSessionCutOffs(clock);
        servlet.bindSessionCutOffs(cutOffs);
        cutOffs.setAvailable(false);

        Client.Answer answer = endAll("login", "alice");

        assertThat(answer.attributes().path("ended").asInt()).isEqualTo(1);
        assertThat(answer.attributes().path("cutOff").isNull()).isTrue();
    }

    private Client.Answer list(Map<String, ?> asked) {
        return client.post("/rest/sessions/list", asked);
    }

    private Client.Answer endAll(String module, String subject) {
        return client.post("/rest/sessions/end-all", Map.of("module", module, "subject", subject));
    }

    private Client.Answer end(String module, String id) {
        return client.post("/rest/sessions/end", Map.of("module", module, "id", id));
    }
}
