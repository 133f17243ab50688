package com.iam.web.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Session;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionOutcome.Reason;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.users.api.UserKind;

/** How logging in works, in every module that has it. */
abstract class LogInContract extends LogInAuditContract {

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
    void aDeviceIsRememberedByACookieThatOutlastsTheSession() {
        assertThat(logInAsAlice().cookies()).hasSize(2).last().asString().matches(
                module().cookieName() + "-device=[\\w-]+; Path=/; HttpOnly; SameSite=Strict; Max-Age=15552000");
        assertThat(client.send("POST", CHECK, alice(), "X-Same-Domain", "1", "Content-Type", "application/json",
                TestServer.TLS_HEADER, "on").cookies()).last().asString().matches("__Host-" + module().cookieName()
                        + "-device=[\\w-]+; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=15552000");
        assertThat(logIn("alice", "wrong").cookies()).isEmpty();
    }

    @Test
    void othersGuessesDoNotHoldUpADeviceThatIsKnown() {
        String device = logInAsAlice().cookies().get(1).split(";")[0];
        users.throttle(Duration.ofSeconds(1));
        assertThat(logInAsAlice().status()).isEqualTo(429);

        client.setCookie(device);
        Client.Answer again = logInAsAlice();

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.cookies().get(1)).startsWith(device + ";");
    }

    @Test
    void aSessionBeginsAllTheSameIfItsDeviceCannotBeRemembered() {
        users.setForgetful(true);

        assertThat(logInAsAlice().cookies()).singleElement().asString().startsWith(module().cookieName() + "=");
    }

    /** A page tries again by itself: each device that it had remembered would be one of the user's that is forgotten. */
    @Test
    void noDeviceIsRememberedForALogInThatFails() {
        sessions.setAvailable(false);
        assertThat(logInAsAlice().status()).isEqualTo(503);
        sessions.setAvailable(true);

        assertThat(logInAsAlice().cookies().get(1)).startsWith(module().cookieName() + "-device=device-0;");
    }

    @Test
    void whatIsNoDeviceIsPassedOver() {
        client.setCookie(module().cookieName() + "-device=" + "x".repeat(65));

        assertThat(logInAsAlice().status()).isEqualTo(200);
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
    void whoeverSendsNoPasswordIsToldSo() {
        Client.Answer answer = client.post(CHECK, Map.of("username", "alice"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asText()).contains("'password'");
    }

    private static byte[] alice() {
        return "{\"username\":\"alice\",\"password\":\"correct horse\"}".getBytes(StandardCharsets.UTF_8);
    }
}
