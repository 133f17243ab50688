package com.iam.transactionapproval.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import com.fasterxml.jackson.databind.JsonNode;
import com.iam.support.config.ProblemReporter;
import com.iam.support.config.Settings;
import com.iam.users.api.UserKind;
import com.iam.web.testing.Client;
import com.iam.web.testing.FakeStateManager;
import com.iam.web.testing.FakeUserDirectory;
import com.iam.web.testing.LogLines;
import com.iam.web.testing.TestClock;
import com.iam.web.testing.TestServer;

/** Transaction Approval on a real server, with two applications. No code, token or credential may be logged. */
abstract class ApprovalFixture {

    static final String CREDENTIAL = "jH3kq0mZr8Xw1vBt5yNdLg==";
    static final String CODE = "314159";
    static final String WRONG = "271828";
    static final Map<String, String> PAYMENT = Map.of("username", "alice", "summary", "Payment of CHF 1\u2019250.00",
            "label1", "Recipient", "value1", "Zo\u00eb M\u00fcller AG",
            "label2", "Account", "value2", "CH93 0076 2011 6238 5295 7");

    final TestClock clock = new TestClock();
    final FakeStateManager sessions = new FakeStateManager("transactionapproval", clock);
    final FakeUserDirectory users = new FakeUserDirectory();
    final FakeOutcomes outcomes = new FakeOutcomes();
    final TransactionApprovalRest servlet = new TransactionApprovalRest(clock, new ProblemReporter(null),
            Map.of("approvalLifetime", 300, "attemptsAllowed", 3));
    LogLines log;
    TestServer server;
    /** The application. It keeps no cookie. */
    Client application;
    /** Alice's browser. */
    Client browser;

    @BeforeEach
    void start() {
        log = new LogLines();
        users.addCode(UserKind.END_USER, "alice", CODE);
        servlet.bindStateManager(sessions);
        servlet.bindUserDirectory(users);
        servlet.bindOutcomes(outcomes);
        servlet.bindApplication(application("ebanking", CREDENTIAL));
        servlet.bindApplication(application("shop", "another credential".replace(' ', '-') + "-of-the-shop"));
        server = TestServer.start("/", Map.of("/rest/*", servlet));
        application = new Client(server.address());
        browser = new Client(server.address());
    }

    @AfterEach
    void nothingSecretWasLogged() {
        server.close();
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains(CODE) || line.contains(CREDENTIAL));
        assertThat(log.lines()).filteredOn(line -> !line.startsWith("approval-")).noneMatch(line -> line.contains("alice"));
        browser.cookie().map(cookie -> cookie.substring(cookie.indexOf('=') + 1)).ifPresent(token -> assertThat(log.lines())
                .noneMatch(line -> line.contains(token.split("\\.")[0]) || line.contains(token.split("\\.")[1])));
    }

    static Application application(String name, String credential) {
        return Application.from(new Settings(Map.of("name", name, ".credential", credential)));
    }

    Client.Answer ask(String path, Map<String, ?> body) {
        return ask("ebanking", CREDENTIAL, path, body);
    }

    Client.Answer ask(String name, String credential, String path, Map<String, ?> body) {
        String basic = Base64.getEncoder().encodeToString((name + ":" + credential).getBytes(StandardCharsets.UTF_8));
        return application.post(path, body, "Authorization", "Basic " + basic);
    }

    JsonNode requested() {
        return requestedFor("alice");
    }

    JsonNode requestedFor(String username) {
        Map<String, String> payment = new HashMap<>(PAYMENT);
        payment.put("username", username);
        Client.Answer answer = ask("/rest/approvals", payment);
        assertThat(answer.status()).isEqualTo(200);
        return answer.attributes();
    }

    Client.Answer outcome(JsonNode requested) {
        return ask("/rest/approvals/outcome", Map.of("id", requested.path("id").asText()));
    }

    String status(JsonNode requested) {
        return outcome(requested).attributes().path("status").asText();
    }

    Client.Answer open(JsonNode requested) {
        return browser.post("/rest/public/ticket/open", Map.of("ticket", requested.path("ticket").asText()));
    }

    Client.Answer approve(JsonNode requested, String code) {
        return browser.post("/rest/approval/approve", Map.of("reference", requested.path("reference").asText(), "code", code));
    }

    Client.Answer refuse(JsonNode requested) {
        return browser.post("/rest/approval/refuse", Map.of("reference", requested.path("reference").asText()));
    }
}
