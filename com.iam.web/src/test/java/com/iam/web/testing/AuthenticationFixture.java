package com.iam.web.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import com.iam.web.WebModule;

import jakarta.servlet.http.HttpServlet;

/** A module on a real server, with two users that may log in to it. Checks after each test that nothing secret was logged. */
public abstract class AuthenticationFixture {

    protected static final String CHECK = "/rest/public/authentication/password/check";

    protected final TestClock clock = new TestClock();
    protected final FakeUserDirectory users = new FakeUserDirectory();
    protected FakeStateManager sessions;
    protected TestServer server;
    protected Client client;
    HttpServlet servlet;
    LogLines log;

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
        List<String> audit = log.audit();
        assertThat(log.lines()).noneMatch(line -> line.contains("correct horse") || line.contains("battery staple")
                || !audit.contains(line) && (line.contains("alice") || line.contains("bob")));
        client.cookie().map(cookie -> cookie.substring(cookie.indexOf('=') + 1)).ifPresent(token -> assertThat(
                log.lines()).noneMatch(line -> line.contains(token) || line.contains(token.split("\\.")[0])));
    }

    protected Client.Answer logIn(String name, String password) {
        return client.post(CHECK, Map.of("username", name, "password", password));
    }

    protected Client.Answer logInAsAlice() {
        return logIn("alice", "correct horse");
    }

    String sameSite() {
        return module().sameSite() == WebModule.SameSite.LAX ? "Lax" : "Strict";
    }
}
