package com.iam.adminapp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.iam.state.api.ConfigurationProblem;
import com.iam.state.api.KeyInfo;
import com.iam.state.api.ManagerStatus;
import com.iam.state.api.RepositoryInfo;
import com.iam.state.api.RepositoryInfo.EncryptionInfo;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.users.api.UserKind;
import com.iam.web.testing.Client;
import com.iam.web.testing.FakeStateManager;
import com.iam.web.testing.FakeUserDirectory;
import com.iam.web.testing.TestClock;
import com.iam.web.testing.TestServer;

class AdminRestTest {

    private final TestClock clock = new TestClock();
    private final FakeStateManager admin = new FakeStateManager("admin", clock);
    private final FakeStateManager login = new FakeStateManager("login", clock);
    private final AdminRest servlet = new AdminRest(clock);
    private TestServer server;
    private Client client;

    @BeforeEach
    void logIn() {
        FakeUserDirectory users = new FakeUserDirectory();
        users.addIfAbsent(UserKind.ADMINISTRATOR, "root", "secret");
        servlet.bindOwnStateManager(admin);
        servlet.bindStateManager(login);
        servlet.bindStateManager(admin);
        servlet.bindUserDirectory(users);
        server = TestServer.start("/", Map.of("/rest/*", servlet));
        client = new Client(server.address());
        client.post("/rest/public/authentication/password/check", Map.of("username", "root", "password", "secret"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

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
    void theStateShowsEachModuleWithItsRepository() {
        login.start(SessionState.EMPTY);
        login.start(SessionState.EMPTY);

        JsonNode modules = client.get("/rest/state").attributes().path("modules");

        assertThat(modules.findValuesAsText("module")).containsExactly("admin", "login");
        JsonNode shown = modules.get(1);
        assertThat(shown.path("target").asText()).isEqualTo("(state.repository=memory)");
        assertThat(shown.path("sessionIdleTimeoutInMs").asLong()).isEqualTo(1_800_000);
        assertThat(shown.path("sessionLifetimeInMs").asLong()).isEqualTo(28_800_000);
        assertThat(shown.at("/repository/kind").asText()).isEqualTo("memory");
        assertThat(shown.at("/repository/encryption").isNull()).isTrue();
        assertThat(shown.path("carryOver").isNull()).isTrue();
        assertThat(shown.path("liveSessions").asLong()).isEqualTo(2);
    }

    @Test
    void theStateShowsTheEncryptionWithItsKeysAndTheProgressOfACarryOver() {
        EncryptionInfo encryption = new EncryptionInfo("aes128gcm", "main",
                List.of(new KeyInfo("3f9a21bc77e01d42", KeyInfo.Use.PRIMARY)), Optional.of("mind the gap"));
        login.setStatus(new ManagerStatus("login", Optional.of(new RepositoryInfo("redis", "main", "redis://host",
                Optional.of(encryption))), "(name=main)", FakeStateManager.TIMEOUTS,
                Optional.of(new ManagerStatus.Progress(3, 4, 1)), List.of("look here")));

        JsonNode shown = client.get("/rest/state").attributes().at("/modules/1");

        assertThat(shown.at("/repository/location").asText()).isEqualTo("redis://host");
        assertThat(shown.at("/repository/encryption/kind").asText()).isEqualTo("aes128gcm");
        assertThat(shown.at("/repository/encryption/keys/0/id").asText()).isEqualTo("3f9a21bc77e01d42");
        assertThat(shown.at("/repository/encryption/keys/0/use").asText()).isEqualTo("primary");
        assertThat(shown.at("/repository/encryption/warning").asText()).isEqualTo("mind the gap");
        assertThat(shown.at("/carryOver/remaining").asInt()).isEqualTo(4);
        assertThat(shown.at("/notes/0").asText()).isEqualTo("look here");
    }

    @Test
    void aModuleThatWaitsForARepositoryIsShownWithoutOne() {
        login.setStatus(new ManagerStatus("login", Optional.empty(), "(name=none)", FakeStateManager.TIMEOUTS,
                Optional.empty(), List.of()));

        JsonNode shown = client.get("/rest/state").attributes().at("/modules/1");

        assertThat(shown.path("repository").isNull()).isTrue();
        assertThat(shown.path("liveSessions").asText()).isEqualTo("unavailable");
    }

    @Test
    void sessionsThatCannotBeCountedDoNotHideTheRest() {
        login.setAvailable(false);

        JsonNode modules = client.get("/rest/state").attributes().path("modules");

        assertThat(modules.get(0).path("liveSessions").asLong()).isEqualTo(1);
        assertThat(modules.get(1).path("liveSessions").asText()).isEqualTo("unavailable");
    }

    @Test
    void settingsThatWereNotAcceptedAreShownWhileTheyLast() {
        ConfigurationProblem problem = new ConfigurationProblem("com.iam.main", "com.iam.main.config",
                "sessionLifetime", "must be a whole number", "the last good configuration stays in force");
        servlet.bindConfigurationProblem(problem);

        JsonNode shown = client.get("/rest/state").attributes().at("/problems/0");

        assertThat(shown.path("pid").asText()).isEqualTo("com.iam.main");
        assertThat(shown.path("file").asText()).isEqualTo("com.iam.main.config");
        assertThat(shown.path("key").asText()).isEqualTo("sessionLifetime");
        assertThat(shown.path("reason").asText()).isEqualTo("must be a whole number");
        assertThat(shown.path("consequence").asText()).contains("last good");
        servlet.unbindConfigurationProblem(problem);
        assertThat(client.get("/rest/state").attributes().path("problems")).isEmpty();
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
