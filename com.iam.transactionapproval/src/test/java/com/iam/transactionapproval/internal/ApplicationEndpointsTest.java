package com.iam.transactionapproval.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.iam.state.api.Freshness;
import com.iam.web.testing.Client;

class ApplicationEndpointsTest extends ApprovalFixture {

    @Test
    void anApplicationAsksForAnApprovalAndGetsItBackPending() {
        JsonNode requested = requested();

        assertThat(requested.path("status").asText()).isEqualTo("pending");
        assertThat(requested.path("application").asText()).isEqualTo("ebanking");
        assertThat(requested.path("summary").asText()).isEqualTo(PAYMENT.get("summary"));
        assertThat(requested.at("/fields/1/label").asText()).isEqualTo("Account");
        assertThat(requested.at("/fields/1/value").asText()).isEqualTo(PAYMENT.get("value2"));
        assertThat(requested.path("requestedAt").asText()).isEqualTo("2026-03-01T10:15:30Z");
        assertThat(requested.path("expiresAt").asText()).isEqualTo("2026-03-01T10:20:30Z");
        assertThat(requested.path("link").asText())
                .isEqualTo("/auth-transaction-approval/ui/#" + requested.path("ticket").asText());
        assertThat(outcome(requested).attributes().path("reference")).isEqualTo(requested.path("reference"));
    }

    @Test
    void theAuditLogSaysWhoAskedWhom() {
        String reference = requested().path("reference").asText();

        assertThat(log.lines()).contains("approval-requested event=" + reference + " application=\"ebanking\" subject=\"alice\"");
    }

    @Test
    void theApprovalIsListedAsTheUsersAndItsTicketAsNobodys() {
        requested();

        assertThat(sessions.count()).isEqualTo(2);
        assertThat(sessions.sessionsOf("alice", Optional.empty(), 10).items()).hasSize(1);
    }

    @Test
    void theOutcomeIsReadAsItIsNowAndWithoutKeepingItAlive() {
        JsonNode requested = requested();
        clock.advance(Duration.ofMinutes(4));
        assertThat(status(requested)).isEqualTo("pending");
        assertThat(sessions.asked()).contains(Freshness.LATEST);

        clock.advance(Duration.ofMinutes(26));
        assertThat(outcome(requested).code()).isEqualTo("NO_SUCH_APPROVAL");
    }

    @Test
    void whatHasExpiredStaysReadableAsLongAsWhatWasDecided() {
        JsonNode requested = requested();
        clock.advance(Duration.ofMinutes(20));
        assertThat(status(requested)).isEqualTo("expired");

        clock.advance(Duration.ofMinutes(29));
        assertThat(status(requested)).isEqualTo("expired");
        clock.advance(Duration.ofMinutes(1));
        assertThat(outcome(requested).code()).isEqualTo("NO_SUCH_APPROVAL");
    }

    @Test
    void anUnknownUserIsAskedLikeAnyOther() {
        JsonNode known = requestedFor("alice");
        JsonNode unknown = requestedFor("nobody");

        assertThat(unknown.properties()).hasSameSizeAs(known.properties());
        assertThat(unknown.path("status")).isEqualTo(known.path("status"));
    }

    @Test
    void anApplicationSeesOnlyItsOwnApprovals() {
        JsonNode requested = requested();

        Client.Answer answer = ask("shop", "another-credential-of-the-shop", "/rest/approvals/outcome",
                Map.of("id", requested.path("id").asText()));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("NO_SUCH_APPROVAL");
    }

    @Test
    void whatIsNoIdOfAnApprovalFindsNone() {
        JsonNode requested = requested();
        for (String id : new String[] {"nonsense", requested.path("ticket").asText(), requested.path("reference").asText(),
                requested.path("id").asText().substring(0, 23) + "A".repeat(22)}) {
            assertThat(ask("/rest/approvals/outcome", Map.of("id", id)).code()).as(id).isEqualTo("NO_SUCH_APPROVAL");
        }
    }

    @ParameterizedTest
    @CsvSource({"ebanking, wrong", "nobody, jH3kq0mZr8Xw1vBt5yNdLg==", "ebanking, another-credential-of-the-shop", "'', ''"})
    void whoIsNoApplicationIsToldNoMoreThanThat(String name, String credential) {
        Client.Answer answer = ask(name, credential, "/rest/approvals", PAYMENT);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("APPLICATION_UNKNOWN");
        assertThat(answer.header("WWW-Authenticate")).hasValue("Basic realm=\"transactionapproval\", charset=\"UTF-8\"");
        assertThat(answer.body()).isEqualTo(ask("x", "y", "/rest/approvals", PAYMENT).body());
        assertThat(sessions.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Basic", "Basic !", "Basic ZWJhbmtpbmc=",
        "Basic YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYTp4"})
    void whatIsNoBasicAuthenticationIsNone(String header) {
        assertThat(application.post("/rest/approvals", PAYMENT, "Authorization", header).code()).isEqualTo("APPLICATION_UNKNOWN");
        assertThat(application.post("/rest/approvals", PAYMENT).code()).isEqualTo("APPLICATION_UNKNOWN");
    }

    @Test
    void guessesHaveToWaitAndTheRightCredentialNever() {
        for (String name : new String[] {"ebanking", "nobody"}) {
            for (int i = 0; i < 5; i++) {
                assertThat(ask(name, "wrong", "/rest/approvals", PAYMENT).status()).isEqualTo(401);
            }
            Client.Answer answer = ask(name, "wrong", "/rest/approvals", PAYMENT);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header("Retry-After")).hasValue("1");
        }

        assertThat(ask("/rest/approvals", PAYMENT).status()).isEqualTo(200);
        assertThat(log.lines()).as("names that may be anything are not told")
                .filteredOn(line -> line.startsWith("application-refused"))
                .hasSize(5).containsOnly("application-refused application=\"ebanking\" address=127.0.0.1 omitted=0");
    }

    @Test
    void anAddressThatCannotBeOneIsQuoted() {
        String basic = Base64.getEncoder().encodeToString("ebanking:wrong".getBytes(StandardCharsets.UTF_8));
        application.post("/rest/approvals", PAYMENT, "Authorization", "Basic " + basic, "X-Forwarded-For", "outcome=APPROVED");

        assertThat(log.lines()).contains("application-refused application=\"ebanking\" address=\"outcome=APPROVED\" omitted=0");
    }

    @Test
    void anApplicationThatIsRemovedMayAskNoMore() {
        servlet.unbindApplication(application("ebanking", CREDENTIAL));

        assertThat(ask("/rest/approvals", PAYMENT).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"username, ''", "username, 'a\u0000b'", "summary, ' '", "summary, 'two\nlines'", "value1, 'CHF 1\u202e00'",
        "value1, 'zero\u200bwidth'", "label1, 'a label of more than the forty characters there are'", "label11, 'too many'",
        "value3, 'without a label'", "label4, 'after a gap'", "amount, '100'"})
    void whatAUserCouldNotSeeIsRefused(String name, String value) {
        Map<String, String> payment = new HashMap<>(PAYMENT);
        payment.put(name, value);

        Client.Answer answer = ask("/rest/approvals", payment);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(sessions.count()).isZero();
    }

    @Test
    void tenFieldsOfFullLengthAreShown() {
        Map<String, String> payment = new HashMap<>(Map.of("username", "a".repeat(128), "summary", "\u00e4".repeat(200)));
        for (int i = 1; i <= 10; i++) {
            payment.put("label" + i, "\u092e".repeat(40));
            payment.put("value" + i, "\u092e".repeat(200));
        }

        assertThat(ask("/rest/approvals", payment).attributes().path("fields")).hasSize(10);
    }

    @Test
    void whileServicesAreAwayTheApplicationIsPutOff() {
        JsonNode requested = requested();
        sessions.setAvailable(false);
        assertUnavailable(ask("/rest/approvals", PAYMENT));
        assertUnavailable(outcome(requested));

        sessions.setAvailable(true);
        servlet.unbindStateManager(sessions);
        assertUnavailable(ask("/rest/approvals", PAYMENT));
        assertUnavailable(outcome(requested));
    }

    private static void assertUnavailable(Client.Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("STATE_UNAVAILABLE");
        assertThat(answer.header("Retry-After")).hasValue("2");
    }
}
