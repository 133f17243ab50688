package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;

/** A portal, an administrator and two instances, which share settings, users and a Redis. */
class SsoTicketTest {

    private static final int ROUNDS = 25;

    // Chromium may still write to its profile for a moment after it was told to quit.
    @TempDir(cleanup = CleanupMode.NEVER)
    static Path folder;
    private static final Portal PORTAL = new Portal("portal");
    private static final Portal ADMINAPP = new Portal("adminapp");
    private static Redis redis;
    private static Instance first;
    private static Instance second;

    @BeforeAll
    static void start() {
        redis = Redis.start();
        first = Instance.start(folder.resolve("instance"), folder.resolve("work1"));
        first.configure("com.iam.users.jdbc.config",
                "jdbcUrl=\"jdbc:h2:file:" + folder.resolve("users") + ";AUTO_SERVER\\=TRUE\"");
        first.configure("com.iam.state.manager-login.config", "module=\"login\"", "maximumSessionsPerUser=\"1\"");
        Configurations.moveToRedis(first, redis);
        PORTAL.trustedBy(first);
        ADMINAPP.trustedBy(first, "mayRepresent=\"true\"");
        first.configure("com.iam.adminapp.representation.config", ".secretKey=\"" + ADMINAPP.secretName() + "\"");
        Await.until("the demo has its users in the shared database, and sessions are in Redis",
                () -> first.output().split("IAM demo users", -1).length > 2 && first.log().contains("Module login: bound to redis")
                        && first.log().contains("Module admin: bound to redis"));
        second = Instance.start(folder.resolve("instance"), folder.resolve("work2"));
        Await.until("the first one trusts the portal",
                () -> Portal.show(new Client("/auth-login"), first, PORTAL.ticket("alice")).status() == 200);
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
        redis.close();
    }

    @Test
    void aTicketThatIsShownToBothInstancesAtOnceLogsInOnce() {
        Client here = new Client("/auth-login");
        Client there = new Client("/auth-login");
        for (int round = 0; round < ROUNDS; round++) {
            String ticket = PORTAL.ticket("bob");
            List<Integer> statuses = Stream.of(
                    CompletableFuture.supplyAsync(() -> Portal.show(here, first, ticket)),
                    CompletableFuture.supplyAsync(() -> Portal.show(there, second, ticket)))
                    .toList().stream().map(CompletableFuture::join).map(Client.Reply::status).sorted().toList();
            assertThat(statuses).containsExactly(200, 401);
        }
        assertThat(first.auditLog() + second.auditLog()).contains("ticket-refused module=login reason=USED_BEFORE",
                "logged-in event=", "subject=\"bob\" address=127.0.0.1 issuer=\"portal\"");
    }

    @Test
    void anAdministratorWhoActsForAUserPushesOutNoSessionOfTheUsers() {
        Client alice = new Client("/auth-login");
        assertThat(alice.logIn(first, "alice", Instance.PASSWORD).status()).isEqualTo(200);
        Client admin = new Client("/auth-admin");
        assertThat(admin.logIn(first, "admin", Instance.PASSWORD).status()).isEqualTo(200);
        String ticket = admin.post(first, "/rest/representation/ticket", Map.of("username", "alice")).attribute("ticket");
        Client acting = new Client("/auth-login");
        assertThat(Portal.show(acting, second, ticket).status()).isEqualTo(200);

        assertThat(acting.session(first).attribute("representedBy")).isEqualTo("admin");
        assertThat(alice.session(second).attribute("username")).isEqualTo("alice");
        Client elsewhere = new Client("/auth-login");
        assertThat(elsewhere.logIn(second, "alice", Instance.PASSWORD).status()).isEqualTo(200);
        assertThat(alice.session(first).status()).as("one session too many").isEqualTo(401);
        assertThat(acting.session(first).attribute("username")).isEqualTo("alice");
        assertThat(acting.logOut(first).status()).isEqualTo(204);
        assertThat(elsewhere.session(first).status()).isEqualTo(200);
    }

    /** Who may write to Redis can hide a session from its lists, and none from the end of all of them. */
    @Test
    void theEndOfAllSessionsOfAUserEndsAHiddenOneOnBothInstances() {
        Client hidden = new Client("/auth-login");
        assertThat(hidden.logIn(first, "bob", Instance.PASSWORD).status()).isEqualTo(200);
        new Tampering(redis).hide(hidden);
        Client other = new Client("/auth-login");
        assertThat(other.logIn(second, "alice", Instance.PASSWORD).status()).isEqualTo(200);
        Client admin = new Client("/auth-admin");
        assertThat(admin.logIn(first, "admin", Instance.PASSWORD).status()).isEqualTo(200);

        Client.Reply ended = admin.post(first, "/rest/sessions/end-all", Map.of("module", "login", "subject", "BOB"));
        Client fresh = new Client("/auth-login");
        assertThat(fresh.logIn(second, "bob", Instance.PASSWORD).status()).isEqualTo(200);

        assertThat(ended.attribute("subject")).isEqualTo("bob");
        Await.until("the second instance has heard of it", () -> hidden.session(second).status() == 401);
        assertThat(hidden.session(first).status()).isEqualTo(401);
        assertThat(fresh.session(first).status()).isEqualTo(200);
        assertThat(fresh.session(second).status()).isEqualTo(200);
        assertThat(other.session(first).status()).isEqualTo(200);
        Await.until("the end is in the audit log", () -> (first.auditLog() + second.auditLog()).contains(
                "cause=ADMINISTRATOR subject=\"bob\""));
    }

    @Test
    void anAdministratorActsForAUserFromThePageOnADesktopAndOnAPhone() {
        try (Browser browser = new Browser(folder.resolve("profile"), 1280, 1100)) {
            browser.open(first, "/auth-admin/");
            browser.logIn("admin", Instance.PASSWORD);
            browser.enter("represented", "nobody-of-this-name");
            browser.awaitText("There is no end user of this name");
            browser.photograph("representation-refused-1280");
            browser.resize(390, 844);
            browser.clear("represented");
            assertThat(browser.fits()).isTrue();
            browser.photograph("representation-refused-390");
            browser.enter("represented", "alice");
            browser.awaitText("admin is acting for alice.");
            assertThat(browser.address()).endsWith("/auth-login/ui/");
            assertThat(browser.fits()).isTrue();
            browser.photograph("representation-390");
            browser.resize(1280, 900);
            browser.photograph("representation-1280");
            browser.press("Log out");
            browser.awaitText("Log in to continue.");
        }
        Await.until("the audit log tells all of it", () -> (first.auditLog() + second.auditLog()).contains(
                "cause=USER subject=\"alice\\trepresented by admin\""));
        assertThat(first.auditLog()).contains("representation-ordered administrator=\"admin\" subject=\"alice\" address=127.0.0.1")
                .containsPattern("representation-begun event=\\S+ module=login administrator=\"admin\" subject=\"alice\"");
    }
}
