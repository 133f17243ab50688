package com.iam.web.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionOutcome.Reason;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.users.api.UserKind;
import com.iam.web.WebModule;

import jakarta.servlet.http.HttpServlet;

/** How logging in and out works, in every module that has it. */
public abstract class AuthenticationContract {

    protected static final String CHECK = "/rest/public/authentication/password/check";

    protected final TestClock clock = new TestClock();
    protected final FakeUserDirectory users = new FakeUserDirectory();
    protected FakeStateManager sessions;
    protected TestServer server;
    protected Client client;
    private HttpServlet servlet;
    private LogLines log;

    /** The module's servlet with these services bound. */
    protected abstract HttpServlet servlet(FakeStateManager sessions, FakeUserDirectory users, TestClock clock);

    protected abstract WebModule module();

    /** As Declarative Services does when the state manager goes away. */
    protected abstract void unbind(HttpServlet servlet, FakeStateManager sessions);

    @BeforeEach
    void startServer() {
        log = new LogLines();
        sessions = new FakeStateManager(module().name(), clock);
        users.addIfAbsent(module().users(), "alice", "correct horse");
        users.addIfAbsent(module().users(), "bob", "battery staple");
        servlet = servlet(sessions, users, clock);
        server = TestServer.start("/", Map.of("/rest/*", servlet));
        client = new Client(server.address());
    }

    @AfterEach
    void nothingSecretWasLogged() {
        server.close();
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains("correct horse") || line.contains("battery staple")
                || line.contains("alice") || line.contains("bob"));
        client.cookie().map(cookie -> cookie.substring(cookie.indexOf('=') + 1)).ifPresent(token -> assertThat(
                log.lines()).noneMatch(line -> line.contains(token) || line.contains(token.split("\\.")[0])));
    }

    protected Client.Answer logIn(String name, String password) {
        return client.post(CHECK, Map.of("username", name, "password", password));
    }

    protected Client.Answer logInAsAlice() {
        return logIn("alice", "correct horse");
    }

    @Test
    void theRightPasswordBeginsASessionOfTheUser() {
        Client.Answer answer = logInAsAlice();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/data/type").asText()).isEqualTo("authentication.success");
        assertThat(answer.attributes().path("username").asText()).isEqualTo("alice");
        assertThat(answer.attributes().path("nextStep").asText()).isEqualTo("none");
        assertThat(sessions.sessionsOf("alice", Optional.empty(), 10).items()).hasSize(1);
    }

    @Test
    void theSessionTellsWhoseItIsAndHowLongItLives() {
        logInAsAlice();
        clock.advance(Duration.ofMinutes(10));

        Client.Answer answer = client.get("/rest/session");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/data/type").asText()).isEqualTo("session");
        assertThat(answer.attributes().path("username").asText()).isEqualTo("alice");
        assertThat(answer.attributes().path("authenticatedAt").asText()).isEqualTo("2026-03-01T10:15:30Z");
        assertThat(answer.attributes().path("createdAt").asText()).isEqualTo("2026-03-01T10:15:30Z");
        assertThat(answer.attributes().path("expiresAt").asText()).isEqualTo("2026-03-01T10:55:30Z");
        assertThat(answer.attributes().path("lifetimeEndsAt").asText()).isEqualTo("2026-03-01T18:15:30Z");
    }

    @Test
    void pollingDoesNotKeepASessionAlive() {
        logInAsAlice();
        clock.advance(Duration.ofMinutes(10));

        Client.Answer answer = client.get("/rest/session?peek=true");

        assertThat(answer.attributes().path("expiresAt").asText()).isEqualTo("2026-03-01T10:45:30Z");
    }

    @Test
    void aCookieOnTheOwnMachineIsReadableByNobodyElse() {
        Client.Answer answer = logInAsAlice();

        assertThat(answer.header("Set-Cookie").orElseThrow()).matches(module().cookieName()
                + "=[\\w-]{22}\\.[\\w-]{22}; Path=/; HttpOnly; SameSite=" + sameSite());
    }

    @Test
    void aCookieOverTlsIsSecureAndBelongsToTheHost() {
        Client.Answer answer = client.send("POST", CHECK, alice(), "X-Same-Domain", "1",
                "Content-Type", "application/json", TestServer.TLS_HEADER, "on");

        assertThat(answer.header("Set-Cookie").orElseThrow()).matches("__Host-" + module().cookieName()
                + "=[\\w-]{22}\\.[\\w-]{22}; Path=/; Secure; HttpOnly; SameSite=" + sameSite());
        assertThat(client.get("/rest/session", TestServer.TLS_HEADER, "on").status()).isEqualTo(200);
    }

    @Test
    void aProxyThatEndsTlsOnThisMachineGetsTheSecureCookie() {
        Client.Answer answer = client.send("POST", CHECK, alice(), "X-Same-Domain", "1",
                "Content-Type", "application/json", "X-Forwarded-Proto", "https");

        assertThat(answer.header("Set-Cookie").orElseThrow()).startsWith("__Host-").contains("; Secure;");
    }

    @Test
    void aWrongPasswordIsRefused() {
        Client.Answer answer = logIn("alice", "wrong");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("PASSWORD_WRONG");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(sessions.count()).isZero();
    }

    @Test
    void anUnknownUserIsRefusedInTheSameWords() {
        assertThat(logIn("nobody", "wrong").body()).isEqualTo(logIn("alice", "wrong").body());
    }

    @Test
    void aUserOfTheOtherPopulationIsRefused() {
        users.addIfAbsent(module().users() == UserKind.END_USER ? UserKind.ADMINISTRATOR : UserKind.END_USER,
                "carol", "secret");

        assertThat(logIn("carol", "secret").status()).isEqualTo(401);
    }

    @Test
    void aWrongPasswordLeavesTheSessionThatIsThereAlone() {
        logInAsAlice();

        Client.Answer answer = logIn("bob", "wrong");

        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(client.get("/rest/session").attributes().path("username").asText()).isEqualTo("alice");
    }

    @Test
    void tooManyAttemptsMustWait() {
        users.throttle(Duration.ofMillis(4100));

        Client.Answer answer = logInAsAlice();

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("TOO_MANY_ATTEMPTS");
        assertThat(answer.header("Retry-After")).hasValue("5");
    }

    @Test
    void theSameUserLoggingInAgainKeepsTheSessionUnderANewSecret() {
        logInAsAlice();
        SessionToken before = client.token();
        logInAsAlice();

        assertThat(client.token().storageId()).isEqualTo(before.storageId());
        assertThat(client.token().secret()).isNotEqualTo(before.secret());
        assertThat(sessions.count()).isEqualTo(1);
    }

    @Test
    void anAnonymousSessionBecomesTheUsersUnderANewSecret() {
        SessionToken anonymous = sessions.start(SessionState.EMPTY.with("language", "de")).token();
        client.setCookie(module().cookieName() + "=" + anonymous.value());
        logInAsAlice();

        assertThat(client.token().storageId()).isEqualTo(anonymous.storageId());
        assertThat(sessions.peek(anonymous)).isInstanceOf(Gone.class);
        assertThat(sessions.peek(client.token())).isInstanceOfSatisfying(Live.class,
                live -> assertThat(((Session) live.value()).state().text("language")).hasValue("de"));
    }

    @Test
    void anAnonymousSessionHasNoUser() {
        client.setCookie(module().cookieName() + "=" + sessions.start(SessionState.EMPTY).token().value());

        assertThat(client.get("/rest/session").attributes().path("username").isNull()).isTrue();
    }

    @Test
    void anotherUserLoggingInEndsTheSessionBefore() {
        logInAsAlice();
        SessionToken before = client.token();
        logIn("bob", "battery staple");

        assertThat(client.token().storageId()).isNotEqualTo(before.storageId());
        assertThat(sessions.peek(before)).isEqualTo(new Gone<>(Reason.ABSENT));
        assertThat(client.get("/rest/session").attributes().path("username").asText()).isEqualTo("bob");
    }

    @Test
    void anExpiredSessionIsNoneToLogInWith() {
        logInAsAlice();
        SessionToken before = client.token();
        clock.advance(Duration.ofHours(1));

        assertThat(logInAsAlice().status()).isEqualTo(200);
        assertThat(client.token().storageId()).isNotEqualTo(before.storageId());
    }

    @Test
    void withoutACookieNobodyIsLoggedIn() {
        Client.Answer answer = client.get("/rest/session");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("NO_SESSION");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("WWW-Authenticate")).hasValue("Cookie realm=\"" + module().name() + "\"");
    }

    @Test
    void aCookieThatCannotBeOneIsCleared() {
        client.setCookie(module().cookieName() + "=nonsense");

        assertThat(client.get("/rest/session").header("Set-Cookie").orElseThrow())
                .isEqualTo(module().cookieName() + "=; Path=/; HttpOnly; SameSite=" + sameSite() + "; Max-Age=0");
    }

    @Test
    void ofSeveralCookiesTheFirstWellFormedOneCounts() {
        logInAsAlice();
        String good = client.cookie().orElseThrow();
        String other = module().cookieName() + "=" + SessionToken.create(new Random()::nextBytes).value();
        client.setCookie(module().cookieName() + "=nonsense; " + good + "; " + other);

        assertThat(client.get("/rest/session").status()).isEqualTo(200);
    }

    @Test
    void anExpiredSessionsCookieIsCleared() {
        logInAsAlice();
        clock.advance(Duration.ofMinutes(30));

        assertRefusedAndCleared(client.get("/rest/session"), "SESSION_EXPIRED");
    }

    @Test
    void anEndedSessionsCookieIsCleared() {
        logInAsAlice();
        sessions.delete(client.token().storageId());

        assertRefusedAndCleared(client.get("/rest/session"), "NO_SESSION");
    }

    @Test
    void theCookieOfASessionThatWasTamperedWithIsCleared() {
        logInAsAlice();
        sessions.tamperWith(client.token());

        assertRefusedAndCleared(client.get("/rest/session"), "NO_SESSION");
    }

    @Test
    void aRenewedSessionsOldCookieIsNotCleared() {
        logInAsAlice();
        String before = client.cookie().orElseThrow();
        logInAsAlice();
        client.setCookie(before);

        Client.Answer answer = client.get("/rest/session");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("SESSION_RENEWED");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void loggingOutEndsTheSessionAndClearsTheCookie() {
        logInAsAlice();
        SessionToken token = client.token();

        Client.Answer answer = client.post("/rest/logout", Map.of());

        assertThat(answer.status()).isEqualTo(204);
        assertThat(client.cookie()).isEmpty();
        assertThat(sessions.peek(token)).isInstanceOf(Gone.class);
    }

    @Test
    void loggingOutTwiceIsLoggingOut() {
        logInAsAlice();
        String cookie = client.cookie().orElseThrow();
        client.post("/rest/logout", Map.of());
        client.setCookie(cookie);

        assertThat(client.post("/rest/logout", Map.of()).status()).isEqualTo(204);
    }

    @Test
    void whileTheStateIsAwayEverythingIsPutOffAndTheCookieKept() {
        logInAsAlice();
        sessions.setAvailable(false);

        assertUnavailable(client.get("/rest/session"), "STATE_UNAVAILABLE");
        assertUnavailable(client.get("/rest/session?peek=true"), "STATE_UNAVAILABLE");
        assertUnavailable(client.post("/rest/logout", Map.of()), "STATE_UNAVAILABLE");
        assertUnavailable(logInAsAlice(), "STATE_UNAVAILABLE");
        sessions.setAvailable(true);
        assertThat(client.get("/rest/session").status()).isEqualTo(200);
    }

    @Test
    void whileThereIsNoStateManagerEverythingIsPutOffAndTheCookieKept() {
        logInAsAlice();
        unbind(servlet, sessions);

        assertUnavailable(client.get("/rest/session"), "STATE_UNAVAILABLE");
        assertUnavailable(client.post("/rest/logout", Map.of()), "STATE_UNAVAILABLE");
        assertUnavailable(logInAsAlice(), "STATE_UNAVAILABLE");
    }

    @Test
    void whileTheDirectoryIsAwayNobodyIsLoggedOut() {
        logInAsAlice();
        users.setAvailable(false);

        assertUnavailable(logIn("bob", "battery staple"), "DIRECTORY_UNAVAILABLE");
        assertThat(client.get("/rest/session").attributes().path("username").asText()).isEqualTo("alice");
    }

    @Test
    void aFailureNobodyThoughtOfTellsNothingButWhereToLook() {
        logInAsAlice();
        sessions.fail(new IllegalStateException("the inner workings"));

        Client.Answer answer = client.get("/rest/session");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.body()).doesNotContain("inner workings", "Exception");
        String incident = answer.json().path("detail").asText().replaceAll(".*incident ([0-9a-f-]{36}).*", "$1");
        assertThat(log.lines()).anyMatch(line -> line.contains(incident) && line.contains("the inner workings"));
    }

    @Test
    void whoeverSendsNoPasswordIsToldSo() {
        Client.Answer answer = client.post(CHECK, Map.of("username", "alice"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asText()).contains("'password'");
    }

    private void assertRefusedAndCleared(Client.Answer answer, String code) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    }

    private void assertUnavailable(Client.Answer answer, String code) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("Retry-After")).hasValue("2");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    private static byte[] alice() {
        return "{\"username\":\"alice\",\"password\":\"correct horse\"}".getBytes(StandardCharsets.UTF_8);
    }

    private String sameSite() {
        return module().sameSite() == WebModule.SameSite.LAX ? "Lax" : "Strict";
    }
}
