package com.iam.loginapp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionToken;
import com.iam.web.testing.Client;

/** An administrator who acts for a user. */
class RepresentedSessionTest extends TicketFixture {

    private JsonNode session() {
        return client.get("/rest/session").attributes();
    }

    @Test
    void theSessionSaysForWhomAndByWhom() {
        Client.Answer answer = show(acting("admin", "alice"));

        assertThat(answer.attributes().path("username").asText()).isEqualTo("alice");
        assertThat(session().path("username").asText()).isEqualTo("alice");
        assertThat(session().path("representedBy").asText()).isEqualTo("admin");
        assertThat(sessions.peek(client.token())).isInstanceOfSatisfying(Live.class,
                live -> assertThat(((Session) live.value()).state().text("representedBy")).hasValue("admin"));
    }

    @Test
    void theAuditLogSaysWhoActsForWhom() {
        show(acting("admin", "alice"));

        assertThat(log.audit()).singleElement().asString().matches("representation-begun event=\\S+ module=login"
                + " administrator=\"admin\" subject=\"alice\" address=127\\.0\\.0\\.1 issuer=\"adminapp\"");
    }

    @Test
    void theUsersOwnSessionsAreNotCountedWithIt() {
        logIn("alice", PASSWORD);
        client.setCookie(null);
        show(acting("admin", "alice"));

        assertThat(sessions.sessionsOf("alice", Optional.empty(), 10).items()).hasSize(1);
        assertThat(sessions.count()).isEqualTo(2);
    }

    @Test
    void itEndsWithTheLogOut() {
        show(acting("admin", "alice"));
        SessionToken token = client.token();

        assertThat(client.post("/rest/logout", Map.of()).status()).isEqualTo(204);
        assertThat(sessions.peek(token)).isInstanceOf(Gone.class);
    }

    @Test
    void aSessionOfTheUserNeverBecomesOneThatSomebodyElseActsInNorTheOtherWayRound() {
        logIn("alice", PASSWORD);
        SessionToken own = client.token();
        show(acting("admin", "alice"));
        SessionToken represented = client.token();
        assertThat(sessions.peek(own)).isInstanceOf(Gone.class);
        assertThat(represented.storageId()).isNotEqualTo(own.storageId());

        show(acting("root", "alice"));
        assertThat(session().path("representedBy").asText()).isEqualTo("root");
        assertThat(sessions.peek(represented)).isInstanceOf(Gone.class);

        logIn("alice", PASSWORD);
        assertThat(session().path("representedBy").isNull()).isTrue();
        assertThat(sessions.count()).isEqualTo(1);
    }

    @Test
    void theSameAdministratorKeepsTheSessionUnderANewSecret() {
        show(acting("admin", "alice"));
        SessionToken before = client.token();
        show(acting("admin", "alice"));

        assertThat(client.token().storageId()).isEqualTo(before.storageId());
        assertThat(client.token().secret()).isNotEqualTo(before.secret());
    }

    @Test
    void noDeviceIsRememberedAsTheUsers() {
        assertThat(show(acting("admin", "alice")).cookies()).hasSize(1);
    }
}
