package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;

/** An e-banking application, alice and two instances, which share settings, users and, from some moment on, a Redis. */
class TransactionApprovalTest {

    private static final String APP = "/auth-transaction-approval";
    private static final String RECIPIENT = "Zo\u00eb M\u00fcller AG";
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    // Chromium may still write to its profile for a moment after it was told to quit.
    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;
    private final String credential = Secrets.newKey(16);
    private final Client ebanking = Client.application(APP, "ebanking", credential);
    private Redis redis;
    private Instance first;

    @BeforeEach
    void start() {
        redis = Redis.start();
        first = Instance.start(folder.resolve("instance"), folder.resolve("work1"));
        first.configure("com.iam.users.jdbc.config",
                "jdbcUrl=\"jdbc:h2:file:" + folder.resolve("users") + ";AUTO_SERVER\\=TRUE\"");
        first.secret("ebanking", credential);
        first.configure("com.iam.transactionapproval.application-ebanking.config", ".credential=\"$[secret:ebanking]\"");
        Await.until("the demo has its users in the shared database", () -> first.output().split("IAM demo users", -1).length > 2);
    }

    @AfterEach
    void stop() {
        first.close();
        redis.close();
    }

    private Client.Reply request(Instance instance) {
        Client.Reply requested = ebanking.post(instance, "/rest/approvals", Map.of("username", "alice",
                "summary", "Payment of CHF 1\u2019250.00", "label1", "Recipient", "value1", RECIPIENT));
        assertThat(requested.status()).isEqualTo(200);
        Secrets.cookie(requested.attribute("id"));
        Secrets.cookie(requested.attribute("ticket"));
        return requested;
    }

    private String status(Instance instance, Client.Reply requested) {
        Client.Reply outcome = ebanking.post(instance, "/rest/approvals/outcome", Map.of("id", requested.attribute("id")));
        return outcome.attribute("status");
    }

    private static Client.Reply open(Instance instance, Client browser, Client.Reply requested) {
        return browser.post(instance, "/rest/public/ticket/open", Map.of("ticket", requested.attribute("ticket")));
    }

    private static Client.Reply approve(Instance instance, Client browser, Client.Reply requested, String code) {
        return browser.post(instance, "/rest/approval/approve",
                Map.of("reference", requested.attribute("reference"), "code", code));
    }

    @Test
    void anApprovalIsAskedForOnOneInstanceGivenOnTheOtherAndLostInNoMove() {
        Authenticator alice = Authenticator.of("alice", first);
        Client browser = new Client(APP);
        Client.Reply payment = request(first);
        assertThat(open(first, browser, payment).status()).isEqualTo(200);

        Configurations.moveToRedis(first, redis);
        Await.until("the approvals are in Redis", () -> {
            assertThat(status(first, payment)).isEqualTo("pending");
            return first.log().contains("Module transactionapproval: bound to redis")
                    && redis.dump().contains("iam:1:transactionapproval");
        });
        try (Instance second = Instance.start(folder.resolve("instance"), folder.resolve("work2"))) {
            String code = alice.code(Duration.ZERO);
            assertThat(approve(second, browser, payment, code).attribute("status")).isEqualTo("approved");
            assertThat(status(first, payment)).isEqualTo("approved");

            Client.Reply next = request(second);
            assertThat(open(first, browser, next).status()).isEqualTo(200);
            assertThat(open(second, new Client(APP), next).status()).isEqualTo(404);
            assertThat(approve(first, browser, next, code).status()).as("replayed").isEqualTo(403);
            assertThat(status(second, next)).isEqualTo("pending");
            assertThat(redis.dump()).doesNotContain("CHF", "ebanking");

            Client.Reply last = request(first);
            first.stop();
            Configurations.memory(second);
            Await.until("the approvals are in memory", () -> second.log().contains("Module transactionapproval: bound to memory")
                    && second.log().contains("carried over to memory"));
            approveOnThePage(second, last, alice);
            assertThat(status(second, last)).isEqualTo("approved");
            assertThat(status(second, next)).isEqualTo("pending");
        }
    }

    private void approveOnThePage(Instance instance, Client.Reply requested, Authenticator alice) {
        try (Browser browser = new Browser(folder.resolve("profile"), 390, 844)) {
            browser.open(instance, requested.attribute("link"));
            browser.awaitText(RECIPIENT);
            assertThat(browser.address()).doesNotContain("#");
            assertThat(browser.fits()).isTrue();
            browser.photograph("approval-pending");
            browser.enter("code", "000000");
            browser.awaitText("2 attempts left.");
            browser.photograph("approval-code-wrong");
            browser.fail("/approve", "503 {\"status\": 503, \"code\": \"STATE_UNAVAILABLE\"}");
            browser.enter("code", "000000");
            browser.awaitText("This could not be completed. Enter the next code");
            browser.awaitText("2 attempts left.");
            browser.photograph("approval-not-completed");
            browser.enter("code", alice.code(HALF_A_MINUTE));
            browser.awaitText("You have approved this transaction.");
            browser.photograph("approval-approved");
        }
    }
}
