package com.iam.loginapp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import com.iam.support.config.Settings;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;
import com.iam.web.testing.Client;
import com.iam.web.testing.FakeStateManager;
import com.iam.web.testing.FakeUserDirectory;
import com.iam.web.testing.LogLines;
import com.iam.web.testing.TestClock;
import com.iam.web.testing.TestServer;
import com.nimbusds.jwt.JWTClaimsSet;

/** The Loginapp on a real server, which trusts a portal, and an Adminapp in whose tickets administrators act. No ticket may be logged. */
abstract class TicketFixture {

    static final String PASSWORD = "correct horse";
    private static final String PORTAL = TicketMaker.newSecret(32);
    private static final String ADMINAPP = TicketMaker.newSecret(32);

    final TestClock clock = new TestClock();
    final FakeStateManager sessions = new FakeStateManager("login", clock);
    final FakeUserDirectory users = new FakeUserDirectory();
    final Set<String> accepted = ConcurrentHashMap.newKeySet();
    final LoginRest servlet = new LoginRest(clock);
    final TicketMaker portal = TicketMaker.withSecret(PORTAL);
    private final TicketMaker adminapp = TicketMaker.withSecret(ADMINAPP);
    private final List<String> shown = new ArrayList<>();
    boolean databaseIsAway;
    LogLines log;
    TestServer server;
    Client client;

    @BeforeEach
    void start() {
        log = new LogLines();
        users.addIfAbsent(UserKind.END_USER, "alice", PASSWORD);
        users.addIfAbsent(UserKind.END_USER, "bob", PASSWORD);
        users.addIfAbsent(UserKind.ADMINISTRATOR, "admin", PASSWORD);
        servlet.bindStateManager(sessions);
        servlet.bindUserDirectory(users);
        servlet.bindAcceptedTickets((issuer, id, expiresAt) -> {
            if (databaseIsAway) {
                throw new UserDirectoryUnavailableException("the database is away", null);
            }
            assertThat(expiresAt).isAfter(clock.instant());
            return accepted.add(issuer + " " + id);
        });
        servlet.bindTicketIssuer(TicketMaker.issuer(PORTAL));
        Map<String, Object> settings = TicketMaker.settings(ADMINAPP);
        settings.putAll(Map.of("issuer", "adminapp", "mayRepresent", true));
        servlet.bindTicketIssuer(TicketIssuer.from(new Settings(settings)));
        server = TestServer.start("/", Map.of("/rest/*", servlet));
        client = new Client(server.address());
    }

    @AfterEach
    void nothingSecretWasLogged() {
        server.close();
        log.close();
        List<String> audit = log.audit();
        assertThat(log.lines()).noneMatch(line -> !audit.contains(line) && (line.contains("alice") || line.contains("admin")));
        for (String ticket : shown) {
            for (String part : ticket.split("\\.")) {
                assertThat(log.lines()).noneMatch(line -> part.length() > 10 && line.contains(part));
            }
        }
        for (String ticket : accepted) {
            assertThat(log.lines()).noneMatch(line -> line.contains(ticket.substring(ticket.indexOf(' ') + 1)));
        }
    }

    Client.Answer show(String ticket) {
        return show(client, ticket);
    }

    Client.Answer show(Client who, String ticket) {
        shown.add(ticket);
        return who.post("/rest/public/authentication/sso-ticket/check", Map.of("ticket", ticket));
    }

    Client.Answer showWith(Consumer<JWTClaimsSet.Builder> change) {
        return show(portal.ticket(clock.instant(), change));
    }

    String acting(String administrator, String username) {
        return adminapp.ticket(clock.instant(), claims -> claims.issuer("adminapp").subject(username)
                .claim("act", Map.of("sub", administrator)));
    }

    Client.Answer logIn(String name, String password) {
        return client.post("/rest/public/authentication/password/check", Map.of("username", name, "password", password));
    }
}
