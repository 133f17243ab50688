package com.iam.transactionapproval.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.iam.state.api.Change;
import com.iam.state.api.Freshness;
import com.iam.state.api.SessionToken;
import com.iam.web.testing.Client;

class TicketTest extends ApprovalFixture {

    @Test
    void aTicketOpensTheTransactionOnceAndGivesACookie() {
        JsonNode requested = requested();

        Client.Answer opened = open(requested);

        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.attributes().path("summary").asText()).isEqualTo(PAYMENT.get("summary"));
        assertThat(opened.attributes().has("id")).isFalse();
        assertThat(opened.header("Set-Cookie").orElseThrow())
                .matches("iam-transaction-approval=[\\w-]{22}\\.[\\w-]{22}; Path=/; HttpOnly; SameSite=Strict");
        assertThat(browser.get("/rest/approval").attributes()).isEqualTo(opened.attributes());
        assertThat(sessions.asked()).contains(Freshness.LATEST);
        assertThat(open(requested).code()).isEqualTo("NO_SUCH_TICKET");
    }

    @Test
    void aLinkThatWasOpenedStaysSoAlthoughItsRecordIsPutBack() {
        JsonNode requested = requested();
        SessionToken ticket = SessionToken.parse(requested.path("ticket").asText()).orElseThrow();
        open(requested);
        SessionToken own = browser.token();
        SessionToken approval = SessionToken.parse(requested.path("id").asText()).orElseThrow();
        Change<Void> asBefore = Change.to(new Visit(approval, false).state());
        sessions.update(own, state -> asBefore);

        assertThat(ticket.storageId()).isEqualTo(own.storageId());
        assertThat(browser.post("/rest/public/ticket/open", Map.of("ticket", own.value())).code())
                .isEqualTo("NO_SUCH_TICKET");
    }

    @Test
    void aTicketIsOfNoUseForAnythingElse() {
        JsonNode requested = requested();
        for (String token : List.of(requested.path("ticket").asText(), requested.path("id").asText())) {
            browser.setCookie("iam-transaction-approval=" + token);
            assertThat(browser.get("/rest/approval").code()).isEqualTo("NO_SESSION");
            assertThat(approve(requested, CODE).code()).isEqualTo("NO_SESSION");
            assertThat(refuse(requested).code()).isEqualTo("NO_SESSION");
        }
        assertThat(status(requested)).isEqualTo("pending");
    }

    @Test
    void whatIsNoTicketOpensNothing() {
        JsonNode requested = requested();
        open(requested);
        for (String token : List.of("nonsense", requested.path("id").asText(), browser.token().value(),
                SessionToken.create(bytes -> { }).value())) {
            assertThat(browser.post("/rest/public/ticket/open", Map.of("ticket", token)).code()).isEqualTo("NO_SUCH_TICKET");
        }
    }

    @Test
    void openingAnotherTicketEndsTheSessionBefore() {
        open(requested());
        open(requested());

        assertThat(sessions.count()).as("two approvals and one browser").isEqualTo(3);
    }
}
