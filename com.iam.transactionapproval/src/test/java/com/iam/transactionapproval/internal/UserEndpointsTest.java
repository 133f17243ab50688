package com.iam.transactionapproval.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.iam.state.api.SessionToken;
import com.iam.users.api.UserKind;
import com.iam.web.testing.Client;

class UserEndpointsTest extends ApprovalFixture {

    @Test
    void theRightCodeApprovesAndTheSessionGetsANewSecret() {
        JsonNode requested = requested();
        open(requested);
        SessionToken before = browser.token();

        Client.Answer answer = approve(requested, CODE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.attributes().path("status").asText()).isEqualTo("approved");
        assertThat(status(requested)).isEqualTo("approved");
        assertThat(outcome(requested).attributes().path("decidedAt").asText()).isEqualTo("2026-03-01T10:15:30Z");
        assertThat(browser.token().storageId()).isEqualTo(before.storageId());
        assertThat(browser.token().secret()).isNotEqualTo(before.secret());
        assertThat(log.lines()).contains("approval-decided event=" + requested.path("reference").asText()
                + " outcome=APPROVED application=\"ebanking\" subject=\"alice\"");
    }

    @Test
    void aSessionThatCannotBeOpenedHindersNoOtherApproval() {
        open(requested());
        sessions.setUnreadable(browser.token(), true);

        JsonNode next = requested();
        open(next);
        assertThat(approve(next, CODE).status()).isEqualTo(200);
    }

    @Test
    void whatIsApprovedIsToldSoThoughTheSecretCouldNotBeRenewed() {
        JsonNode requested = requested();
        open(requested);
        String cookie = browser.cookie().orElseThrow();
        sessions.setRenewing(false);

        Client.Answer answer = approve(requested, CODE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.attributes().path("status").asText()).isEqualTo("approved");
        assertThat(browser.cookie()).hasValue(cookie);
    }

    @Test
    void aUserRefusesWithoutACode() {
        JsonNode requested = requested();
        open(requested);

        assertThat(refuse(requested).attributes().path("status").asText()).isEqualTo("refused");
        assertThat(status(requested)).isEqualTo("refused");
    }

    @Test
    void whatIsDecidedStaysDecided() {
        JsonNode requested = requested();
        open(requested);
        refuse(requested);

        assertThat(approve(requested, CODE).code()).isEqualTo("NOT_PENDING");
        assertThat(refuse(requested).status()).isEqualTo(409);
        assertThat(status(requested)).isEqualTo("refused");
    }

    @Test
    void aCodeApprovesOneTransactionAndNoOther() {
        JsonNode first = requested();
        JsonNode second = requested();
        open(first);
        approve(first, CODE);
        open(second);

        assertThat(approve(second, CODE).code()).isEqualTo("CODE_WRONG");
        assertThat(status(second)).isEqualTo("pending");
        assertThat(status(first)).isEqualTo("approved");
    }

    @Test
    void whatThePageDoesNotShowIsNotDecided() {
        JsonNode shown = requested();
        open(shown);
        JsonNode other = requested();
        open(other);

        assertThat(approve(shown, CODE).code()).isEqualTo("ANOTHER_APPROVAL");
        assertThat(refuse(shown).code()).isEqualTo("ANOTHER_APPROVAL");
        assertThat(List.of(status(shown), status(other))).containsOnly("pending");
        assertThat(approve(other, CODE).status()).isEqualTo(200);
    }

    @Test
    void tooManyWrongCodesAndTheApprovalHasFailed() {
        JsonNode requested = requested();
        open(requested);
        for (int left = 2; left >= 0; left--) {
            Client.Answer wrong = approve(requested, WRONG);
            assertThat(wrong.status()).isEqualTo(403);
            assertThat(wrong.code()).isEqualTo("CODE_WRONG");
            assertThat(browser.get("/rest/approval?peek=true").attributes().path("attemptsLeft").asInt()).isEqualTo(left);
        }

        assertThat(status(requested)).isEqualTo("failed");
        assertThat(approve(requested, CODE).code()).isEqualTo("NOT_PENDING");
        assertThat(log.lines()).filteredOn(line -> line.contains("outcome=FAILED")).hasSize(1);
    }

    @Test
    void anUnknownUsersCodesAreWrongInTheSameWords() {
        JsonNode unknown = requestedFor("nobody");
        open(unknown);
        Client.Answer answer = approve(unknown, CODE);
        JsonNode known = requested();
        open(known);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo(approve(known, WRONG).body());
    }

    @Test
    void tooLateIsExpiredWhoeverAsks() {
        JsonNode requested = requested();
        open(requested);
        clock.advance(Duration.ofMinutes(5));

        assertThat(approve(requested, CODE).code()).isEqualTo("NOT_PENDING");
        assertThat(refuse(requested).code()).isEqualTo("NOT_PENDING");
        assertThat(browser.get("/rest/approval").attributes().path("status").asText()).isEqualTo("expired");
        assertThat(status(requested)).isEqualTo("expired");
    }

    @Test
    void anAttemptWhoseCodeWasNotLookedAtDoesNotCount() {
        JsonNode requested = requested();
        open(requested);
        users.setAvailable(false);
        for (int i = 0; i < 4; i++) {
            assertThat(approve(requested, CODE).status()).isEqualTo(503);
        }
        users.setAvailable(true);
        users.throttle(Duration.ofSeconds(8));
        for (int i = 0; i < 4; i++) {
            Client.Answer throttled = approve(requested, CODE);
            assertThat(throttled.status()).isEqualTo(429);
            assertThat(throttled.header("Retry-After")).hasValue("8");
        }

        assertThat(outcome(requested).attributes().path("attemptsLeft").asInt()).isEqualTo(3);
    }

    @Test
    void ofManyAttemptsAtOnceNoMoreThanAllowedAreLookedAt() throws Exception {
        JsonNode requested = requested();
        open(requested);
        Callable<String> wrong = () -> approve(requested, WRONG).code();
        ExecutorService threads = Executors.newFixedThreadPool(8);

        List<Future<String>> answers = threads.invokeAll(Collections.nCopies(8, wrong));
        threads.shutdown();

        int lookedAt = 0;
        for (Future<String> answer : answers) {
            lookedAt += answer.get().equals("CODE_WRONG") ? 1 : 0;
        }
        assertThat(lookedAt).isLessThanOrEqualTo(3);
        assertThat(status(requested)).isEqualTo("failed");
    }

    @Test
    void ofManyRightAttemptsAtOnceOneApproves() throws Exception {
        JsonNode requested = requested();
        open(requested);
        List<String> codes = List.of("000001", "000002", "000003");
        codes.forEach(code -> users.addCode(UserKind.END_USER, "alice", code));
        ExecutorService threads = Executors.newFixedThreadPool(3);

        List<Future<Integer>> answers = threads.invokeAll(codes.stream()
                .map(code -> (Callable<Integer>) () -> approve(requested, code).status()).toList());
        threads.shutdown();

        int approved = 0;
        for (Future<Integer> answer : answers) {
            approved += answer.get() == 200 ? 1 : 0;
        }
        assertThat(approved).isEqualTo(1);
        assertThat(log.lines()).filteredOn(line -> line.contains("outcome=APPROVED")).hasSize(1);
    }

    @Test
    void anApprovalThatAnAdministratorEndedIsGone() {
        JsonNode requested = requested();
        open(requested);
        sessions.endAllOf("alice");

        assertThat(browser.get("/rest/approval").code()).isEqualTo("NO_SUCH_APPROVAL");
        assertThat(approve(requested, CODE).code()).isEqualTo("NO_SUCH_APPROVAL");
        assertThat(outcome(requested).code()).isEqualTo("NO_SUCH_APPROVAL");
    }

    @Test
    void whileTheStateIsAwayEverythingIsPutOffAndNothingLost() {
        JsonNode requested = requested();
        JsonNode next = requested();
        open(requested);
        String cookie = browser.cookie().orElseThrow();
        sessions.setAvailable(false);
        for (Client.Answer answer : List.of(browser.get("/rest/approval"), approve(requested, CODE),
                refuse(requested), open(next))) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).hasValue("2");
        }
        assertThat(browser.cookie()).hasValue(cookie);
        sessions.setAvailable(true);

        assertThat(approve(requested, CODE).status()).isEqualTo(200);
        assertThat(open(next).status()).isEqualTo(200);
    }

    @Test
    void aPageOfAnotherSiteDecidesNothing() {
        JsonNode requested = requested();
        open(requested);

        assertThat(browser.send("POST", "/rest/approval/refuse", "{}".getBytes(), "Content-Type", "application/json").code())
                .isEqualTo("CROSS_SITE_REQUEST");
    }
}
