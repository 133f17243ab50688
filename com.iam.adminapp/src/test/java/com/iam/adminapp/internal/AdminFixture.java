package com.iam.adminapp.internal;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import com.iam.users.api.UserKind;
import com.iam.web.testing.Client;
import com.iam.web.testing.FakeStateManager;
import com.iam.web.testing.FakeUserDirectory;
import com.iam.web.testing.TestClock;
import com.iam.web.testing.TestServer;

/** The Adminapp on a real server, with an administrator logged in. */
abstract class AdminFixture {

    final TestClock clock = new TestClock();
    final FakeStateManager admin = new FakeStateManager("admin", clock);
    final FakeStateManager login = new FakeStateManager("login", clock);
    final AdminRest servlet = new AdminRest(clock);
    final FakeUserDirectory users = new FakeUserDirectory();
    TestServer server;
    Client client;

    @BeforeEach
    void logIn() {
        users.addIfAbsent(UserKind.ADMINISTRATOR, "root", "secret");
        servlet.bindOwnStateManager(admin);
        servlet.bindSessions(login);
        servlet.bindSessions(admin);
        servlet.bindUserDirectory(users);
        server = TestServer.start("/", Map.of("/rest/*", servlet));
        client = new Client(server.address());
        client.post("/rest/public/authentication/password/check", Map.of("username", "root", "password", "secret"));
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
