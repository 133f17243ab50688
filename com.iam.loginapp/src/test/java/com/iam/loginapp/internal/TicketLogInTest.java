package com.iam.loginapp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateKey;
import com.iam.users.api.UserKind;
import com.iam.web.testing.Client;
import com.iam.web.testing.TestServer;

class TicketLogInTest extends TicketFixture {

    private String good() {
        return portal.ticket(clock.instant());
    }

    @Test
    void aTicketLogsInAsAPasswordDoes() {
        JsonNode byPassword = logIn("alice", PASSWORD).json();
        client.setCookie(null);

        Client.Answer answer = show(good());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(byPassword);
        assertThat(answer.cookies()).singleElement().asString().matches(
                "iam-login=[\\w-]{22}\\.[\\w-]{22}; Path=/; HttpOnly; SameSite=Lax");
        JsonNode session = client.get("/rest/session").attributes();
        assertThat(session.path("username").asText()).isEqualTo("alice");
        assertThat(session.path("representedBy").isNull()).isTrue();
        assertThat(session.path("authenticatedAt").asText()).isEqualTo("2026-03-01T10:15:30Z");
    }

    @Test
    void theNameIsWrittenAsTheDirectoryWritesIt() {
        assertThat(showWith(claims -> claims.subject("ALICE")).attributes().path("username").asText()).isEqualTo("alice");
    }

    @Test
    void aTicketLogsInOnceHoweverManyShowItAtOnce() {
        String ticket = good();

        long successes = IntStream.range(0, 8).mapToObj(i -> CompletableFuture.supplyAsync(
                () -> new Client(server.address()).post("/rest/public/authentication/sso-ticket/check", Map.of("ticket", ticket))))
                .toList().stream().map(CompletableFuture::join).filter(answer -> answer.status() == 200).count();

        assertThat(successes).isEqualTo(1);
        assertThat(show(ticket).code()).isEqualTo("TICKET_REFUSED");
        assertThat(sessions.count()).isEqualTo(1);
    }

    @Test
    void whateverIsWrongIsToldInTheSameWordsAndTheReasonToTheAuditLog() {
        users.addIfAbsent(UserKind.END_USER, "carol", PASSWORD);
        users.disable(UserKind.END_USER, "carol");
        String used = good();
        show(used);
        client.setCookie(null);
        Map<String, Client.Answer> answers = new LinkedHashMap<>();
        answers.put("MALFORMED", show("nonsense"));
        answers.put("UNKNOWN_ISSUER", showWith(claims -> claims.issuer("eve\" issuer=\"portal")));
        answers.put("WRONG_SIGNATURE issuer=\"https://portal.example\"",
                show(TicketMaker.withSecret(TicketMaker.newSecret(32)).ticket(clock.instant())));
        String known = " issuer=\"https://portal.example\" subject=\"alice\"";
        answers.put("WRONG_AUDIENCE" + known, showWith(claims -> claims.audience("shop")));
        answers.put("EXPIRED" + known, show(portal.ticket(clock.instant().minus(Duration.ofMinutes(2)))));
        answers.put("NOT_YET_VALID" + known, show(portal.ticket(clock.instant().plus(Duration.ofSeconds(10)))));
        answers.put("LIVES_TOO_LONG" + known,
                showWith(claims -> claims.expirationTime(Date.from(clock.instant().plus(Duration.ofSeconds(61))))));
        answers.put("MAY_NOT_REPRESENT" + known, showWith(claims -> claims.claim("act", Map.of("sub", "admin"))));
        answers.put("USED_BEFORE" + known, show(used));
        answers.put("UNKNOWN_USER" + known.replace("alice", "nobody"), showWith(claims -> claims.subject("nobody")));
        answers.put("UNKNOWN_USER" + known.replace("alice", "admin"), showWith(claims -> claims.subject("admin")));
        answers.put("UNKNOWN_USER" + known.replace("alice", "carol"), showWith(claims -> claims.subject("carol")));

        Client.Answer first = answers.get("MALFORMED");
        assertThat(first.status()).isEqualTo(401);
        assertThat(first.code()).isEqualTo("TICKET_REFUSED");
        assertThat(answers.values()).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo(first.body());
            assertThat(withoutDate(answer)).isEqualTo(withoutDate(first));
            assertThat(answer.header("Set-Cookie")).isEmpty();
        });
        assertThat(log.audit()).filteredOn(line -> line.startsWith("ticket-refused")).containsExactlyElementsOf(
                answers.keySet().stream().map(reason -> "ticket-refused module=login reason="
                        + reason.replaceFirst("(?= |$)", " address=127.0.0.1") + " omitted=0").toList());
        assertThat(sessions.count()).isEqualTo(1);
    }

    /** It costs whoever sends them next to nothing, and the log has its limits. */
    @Test
    void theAuditLogIsNotFilledByForgedTicketsNorHidesThoseThatAreSigned() {
        String used = good();
        show(used);
        for (int i = 0; i < 63; i++) {
            show("forged");
        }
        show(used);
        assertThat(log.audit()).hasSize(1 + 60 + 1).last().asString().contains("USED_BEFORE").endsWith(" omitted=0");

        clock.advance(Duration.ofMinutes(1));
        show("forged");
        assertThat(log.audit()).last().asString().endsWith(" omitted=3");
    }

    private static Map<String, String> withoutDate(Client.Answer answer) {
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.remove("date");
        return headers;
    }

    @Test
    void theAuditLogSaysWhoLoggedInByWhoseTicket() {
        show(good());

        assertThat(log.audit()).containsExactly("logged-in event=" + event() + " module=login subject=\"alice\" address=127.0.0.1"
                + " issuer=\"https://portal.example\"");
    }

    private String event() {
        return SessionEnd.of(new StateKey("login", client.token().storageId()), Cause.USER, Optional.empty(), Optional.empty(),
                clock.instant()).eventId();
    }

    @Test
    void theSessionThatABrowserHadBeforeIsOfNoUseToWhoeverKnowsIt() {
        SessionToken anonymous = sessions.start(SessionState.EMPTY.with("language", "de")).token();
        client.setCookie("iam-login=" + anonymous.value());
        show(good());
        assertThat(sessions.peek(anonymous)).isInstanceOf(Gone.class);

        SessionToken alices = client.token();
        showWith(claims -> claims.subject("bob"));
        assertThat(sessions.peek(alices)).isInstanceOf(Gone.class);
        assertThat(client.token().storageId()).isNotEqualTo(alices.storageId());
        assertThat(sessions.count()).isEqualTo(1);
    }

    @Test
    void aTicketThatIsRefusedLeavesTheSessionThatIsThereAlone() {
        show(good());

        assertThat(show("nonsense").header("Set-Cookie")).isEmpty();
        assertThat(client.get("/rest/session").attributes().path("username").asText()).isEqualTo("alice");
    }

    @Test
    void forgedTicketsKeepNobodyOut() {
        TicketMaker forger = TicketMaker.withSecret(TicketMaker.newSecret(32));
        for (int i = 0; i < 30; i++) {
            assertThat(show(forger.ticket(clock.instant())).status()).isEqualTo(401);
        }

        assertThat(show(good()).status()).isEqualTo(200);
        assertThat(logIn("alice", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void whoeverSendsNoTicketIsToldSo() {
        assertThat(client.post("/rest/public/authentication/sso-ticket/check", Map.of()).json().path("detail").asText())
                .contains("'ticket'");
    }

    @Test
    void anotherSiteCannotLogAnybodyIn() {
        byte[] body = ("{\"ticket\":\"" + good() + "\"}").getBytes(StandardCharsets.US_ASCII);

        assertThat(client.send("POST", "/rest/public/authentication/sso-ticket/check", body, "Content-Type", "application/json")
                .code()).isEqualTo("CROSS_SITE_REQUEST");
        assertThat(accepted).isEmpty();
    }

    @Test
    void whileSomethingIsAwayNoTicketIsUsedUp() {
        String ticket = good();
        databaseIsAway = true;
        assertPutOff(show(ticket), "DIRECTORY_UNAVAILABLE");
        databaseIsAway = false;
        users.setAvailable(false);
        assertPutOff(show(ticket), "DIRECTORY_UNAVAILABLE");
        users.setAvailable(true);
        sessions.setAvailable(false);
        assertPutOff(show(ticket), "STATE_UNAVAILABLE");
        sessions.setAvailable(true);
        servlet.unbindStateManager(sessions);
        assertPutOff(show(ticket), "STATE_UNAVAILABLE");
        servlet.bindStateManager(sessions);

        assertThat(show(ticket).status()).isEqualTo(200);
        assertThat(log.audit()).singleElement().asString().startsWith("logged-in ");
    }

    @Test
    void withoutAPlaceToKeepThemNoTicketIsAccepted() {
        LoginRest alone = new LoginRest(clock);
        alone.bindStateManager(sessions);
        alone.bindUserDirectory(users);
        try (TestServer other = TestServer.start("/", Map.of("/rest/*", alone))) {
            assertPutOff(show(new Client(other.address()), good()), "DIRECTORY_UNAVAILABLE");
        }
    }

    private static void assertPutOff(Client.Answer answer, String code) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("Retry-After")).hasValue("2");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }
}
