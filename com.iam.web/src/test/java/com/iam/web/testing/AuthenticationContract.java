package com.iam.web.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.Timeouts;
import com.iam.state.api.admin.ManagerStatus;

/** How logging in, staying and logging out works, in every module that has it. */
public abstract class AuthenticationContract extends LogInContract {

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
    void aLongerLifetimeIsForSessionsThatBeginLater() {
        logInAsAlice();
        ManagerStatus status = sessions.status();
        sessions.setStatus(new ManagerStatus(status.module(), status.repository(), status.target(),
                new Timeouts(status.timeouts().idle(), Duration.ofHours(24)), status.carryOver(), status.notes()));

        assertThat(client.get("/rest/session").attributes().path("lifetimeEndsAt").asText()).isEqualTo("2026-03-01T18:15:30Z");
    }

    @Test
    void theSessionIsReadAsFreshAsTheModuleDemands() {
        logInAsAlice();

        client.get("/rest/session");
        assertThat(sessions.asked()).contains(module().freshness());
        client.get("/rest/session?peek=true");
        assertThat(sessions.asked()).contains(module().freshness());
    }

    @Test
    void pollingDoesNotKeepASessionAlive() {
        logInAsAlice();
        clock.advance(Duration.ofMinutes(10));

        Client.Answer answer = client.get("/rest/session?peek=true");

        assertThat(answer.attributes().path("expiresAt").asText()).isEqualTo("2026-03-01T10:45:30Z");
    }

    @Test
    void anAnonymousSessionHasNoUser() {
        client.setCookie(module().cookieName() + "=" + sessions.start(SessionState.EMPTY).token().value());

        assertThat(client.get("/rest/session").attributes().path("username").isNull()).isTrue();
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
    void ofSeveralWellFormedCookiesTheOneOfALivingSessionCounts() {
        logInAsAlice();
        String good = client.cookie().orElseThrow();
        SessionToken token = client.token();
        String other = module().cookieName() + "=" + SessionToken.create(new Random()::nextBytes).value();
        client.setCookie(other + "; " + good);

        Client.Answer answer = client.get("/rest/session");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(client.post("/rest/logout", Map.of()).status()).isEqualTo(204);
        assertThat(sessions.peek(token)).isInstanceOf(Gone.class);
    }

    @Test
    void ofSeveralWellFormedCookiesNoMoreThanAFewAreLookedAt() {
        logInAsAlice();
        String good = client.cookie().orElseThrow();
        String others = Stream.generate(() -> module().cookieName() + "=" + SessionToken.create(new Random()::nextBytes).value())
                .limit(100).collect(Collectors.joining("; "));
        client.setCookie(others + "; " + good);

        assertThat(client.get("/rest/session").status()).isEqualTo(401);
    }

    @Test
    void malformedCookiesOfOthersHideNone() {
        logInAsAlice();
        String good = client.cookie().orElseThrow();
        for (String other : List.of("a=\"x", "{\"json\":1}", "=x", "x", "a=b=\"c\";;", "ä=ü", "a=\"\\\"", "$Version=1; $Path=\"/")) {
            client.setCookie(other + "; " + good);
            assertThat(client.get("/rest/session").status()).as("after %s", other).isEqualTo(200);
            client.setCookie(good + "; " + other);
            assertThat(client.get("/rest/session").status()).as("before %s", other).isEqualTo(200);
        }
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
    void loggingOutWithACookieThatWasJustRenewedIsRefused() {
        logInAsAlice();
        String before = client.cookie().orElseThrow();
        logInAsAlice();
        SessionToken renewed = client.token();
        client.setCookie(before);

        Client.Answer answer = client.post("/rest/logout", Map.of());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("SESSION_RENEWED");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(sessions.peek(renewed)).isInstanceOf(Live.class);
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
    void aSessionThatCannotBeOpenedLocksItsBrowserOutOfNothingElse() {
        logInAsAlice();
        SessionToken before = client.token();
        sessions.setUnreadable(before, true);

        assertUnavailable(client.get("/rest/session"), "STATE_UNAVAILABLE");
        assertUnavailable(client.get("/rest/session?peek=true"), "STATE_UNAVAILABLE");
        assertThat(logInAsAlice().status()).isEqualTo(200);
        assertThat(client.token().storageId()).isNotEqualTo(before.storageId());
        assertThat(client.get("/rest/session").status()).isEqualTo(200);

        sessions.setUnreadable(before, false);
        assertThat(sessions.peek(before)).as("left to its time").isInstanceOf(Live.class);
    }

    @Test
    void aSessionThatCannotBeOpenedHidesNoneThatLives() {
        logInAsAlice();
        String first = client.cookie().orElseThrow();
        sessions.setUnreadable(client.token(), true);
        logInAsAlice();
        String second = client.cookie().orElseThrow();

        client.setCookie(first + "; " + second);
        assertThat(client.get("/rest/session").status()).isEqualTo(200);
    }

    @Test
    void loggingOutEndsASessionThatCannotBeOpened() {
        logInAsAlice();
        SessionToken token = client.token();
        sessions.setUnreadable(token, true);

        assertThat(client.post("/rest/logout", Map.of()).status()).isEqualTo(204);
        assertThat(client.cookie()).isEmpty();
        sessions.setUnreadable(token, false);
        assertThat(sessions.peek(token)).isInstanceOf(Gone.class);
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
}
