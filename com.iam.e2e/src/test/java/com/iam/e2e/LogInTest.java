package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.state.testkit.Await;

class LogInTest {

    @TempDir
    static Path folder;
    private static Instance instance;

    @BeforeAll
    static void start() {
        instance = Instance.start(folder.resolve("instance"), folder.resolve("work"));
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @Test
    void aliceLogsInSeesHerSessionAndLogsOut() {
        Client alice = new Client("/auth-login");
        assertThat(alice.session(instance).status()).isEqualTo(401);

        Client.Reply loggedIn = alice.logIn(instance, "alice", Instance.PASSWORD);
        assertThat(loggedIn.status()).isEqualTo(200);
        assertThat(loggedIn.header("Set-Cookie").orElseThrow()).contains("HttpOnly").contains("SameSite=Lax").contains("Path=/");

        Client.Reply session = alice.session(instance);
        assertThat(session.status()).isEqualTo(200);
        assertThat(session.attribute("username")).isEqualTo("alice");
        assertThat(session.attribute("authenticatedAt")).isNotEmpty();
        assertThat(session.attribute("expiresAt")).isGreaterThan(session.attribute("authenticatedAt"));

        assertThat(alice.logOut(instance).status()).isBetween(200, 204);
        assertThat(alice.cookie()).isEmpty();
        assertThat(alice.session(instance).status()).isEqualTo(401);
    }

    @Test
    void aCookieIsOfNoUseAfterTheLogOut() {
        Client alice = new Client("/auth-login");
        alice.logIn(instance, "alice", Instance.PASSWORD);
        Client thief = alice.copy();

        alice.logOut(instance);

        assertThat(thief.session(instance).status()).isEqualTo(401);
    }

    /** One of each kind; all that com.iam.http refuses is in its own tests. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /health/live HTTP/1.1\nHost: localhost\r\n\r\n",
            "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX: a\r\n folded\r\n\r\n",
            "CHUNKED1;a=\"\r\nX\r\n0\r\n\r\nGET /auth-admin/rest/state HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "CHUNKED2;a=b\r\n{}\r\n0\r\n\r\n", "CHUNKED2\n{}\r\n0\r\n\r\n", "CHUNKED2\r\n{}\n0\r\n\r\n"})
    void aRequestWhoseEndIsInDoubtGetsOne400(String request) {
        String sent = request.replace("CHUNKED",
                "POST /auth-login/rest/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");

        assertThat(RawHttp.exchange(instance.port, sent.getBytes(StandardCharsets.US_ASCII), Duration.ofSeconds(15)).statuses())
                .containsExactly(400);
    }

    @Test
    void theAuditLogSaysWhoseSessionEndedAndWhy() {
        Client bob = new Client("/auth-login");
        bob.logIn(instance, "bob", Instance.PASSWORD);
        String cookie = bob.cookie().orElseThrow();

        bob.logOut(instance);

        Await.until("the end has been reported",
                () -> instance.auditLog().contains(" module=login cause=USER subject=\"bob\" started="));
        String storageId = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf('.'));
        assertThat(storageId).hasSize(22);
        assertThat(instance.auditLog()).doesNotContain(storageId)
                .containsPattern("logged-in event=\\S+ module=login subject=\"bob\" address=127\\.0\\.0\\.1\n");
    }

    @Test
    void aWrongPasswordDoesNotTellWhetherTheUserExists() {
        Client.Reply wrong = new Client("/auth-login").logIn(instance, "bob", "wrong password");
        Client.Reply unknown = new Client("/auth-login").logIn(instance, "nobody-of-this-name", "wrong password");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.header("Set-Cookie")).isEmpty();
    }

    @Test
    void anAdministratorIsNoEndUserAndTheOtherWayRound() {
        assertThat(new Client("/auth-login").logIn(instance, "admin", Instance.PASSWORD).status()).isEqualTo(401);
        assertThat(new Client("/auth-admin").logIn(instance, "alice", Instance.PASSWORD).status()).isEqualTo(401);
        assertThat(new Client("/auth-admin").logIn(instance, "admin", Instance.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void anAdministratorEndsASession() {
        Client alice = new Client("/auth-login");
        alice.logIn(instance, "alice", Instance.PASSWORD);
        Client admin = new Client("/auth-admin");
        assertThat(admin.post(instance, "/rest/sessions/list", Map.of("module", "login")).status()).isEqualTo(401);
        admin.logIn(instance, "admin", Instance.PASSWORD);

        Client.Reply sessions = admin.post(instance, "/rest/sessions/list", Map.of("module", "login", "subject", "alice"));
        assertThat(sessions.status()).isEqualTo(200);
        sessions.body().findValues("id").forEach(id -> admin.post(instance, "/rest/sessions/end",
                Map.of("module", "login", "id", id.asText())));

        assertThat(alice.session(instance).status()).isEqualTo(401);
        Await.until("the audit log says whose session ended and by whom", () -> Pattern.compile(
                "session-end-ordered event=(\\S+) module=login administrator=\"admin\" address=127\\.0\\.0\\.1\n(?s).*"
                        + "session-ended event=\\1 module=login cause=ADMINISTRATOR subject=\"alice\"")
                .matcher(instance.auditLog()).find());
    }

    @Test
    void aSecondInstanceOnTheSameWorkFolderIsRefused() {
        Instance second = Instance.launch(folder.resolve("instance"), folder.resolve("work"));

        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(instance.isReady()).isTrue();
        assertThat(second.output()).contains("work").contains("in use");
    }
}
