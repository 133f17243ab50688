package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserTest {

    @TempDir
    static Path folder;
    // Chromium may still write to its profile for a moment after it was told to quit.
    @TempDir(cleanup = CleanupMode.NEVER)
    Path profiles;
    private static Instance instance;

    @BeforeAll
    static void start() {
        instance = Instance.start(folder.resolve("instance"), folder.resolve("work"));
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @ParameterizedTest
    @CsvSource({"1280,900", "390,844"})
    void aUserLogsInAndOutWithTheKeyboardOnADesktopAndOnAPhone(int width, int height) {
        try (Browser browser = new Browser(profiles.resolve("user"), width, height)) {
            browser.open(instance, "/auth-login/");
            browser.awaitFocusOnTheUserName();
            browser.logIn("bob", "wrong password");
            browser.awaitText("wrong");
            browser.photograph("login-refused-" + width);
            browser.logIn("alice", Instance.PASSWORD);
            browser.awaitText("You are logged in as");
            assertThat(browser.text()).contains("alice");
            assertThat(browser.fits()).isTrue();
            browser.photograph("logged-in-" + width);
            browser.press("Log out");
            browser.awaitText("Log in to continue.");
        }
    }

    /** What is answered while a module is replaced, by the server, by another module, or by nobody to its end. */
    @Test
    void aFaultIsNoEndOfASession() {
        try (Browser user = new Browser(profiles.resolve("faults"), 1280, 900)) {
            user.open(instance, "/auth-login/");
            user.logIn("alice", Instance.PASSWORD);
            user.awaitText("You are logged in as");

            user.fail("/session", "404 <html>Not Found</html>", "404 {\"status\": 404, \"code\": \"NOT_FOUND\"}",
                    "500 {\"status\": 500, \"code\": \"INTERNAL_ERROR\"}", Browser.CUT);
            user.press("Stay logged in");
            user.awaitText("You are still logged in; trying again");
            user.photograph("login-away-1280");
            user.awaitNoText("trying again");
            assertThat(user.text()).contains("You are logged in as");
        }
    }

    @Test
    void whoeverLosesARenewedCookieLogsInAgainAndIsNotToldToBeLoggedOut() {
        try (Browser user = new Browser(profiles.resolve("renewal"), 1280, 900)) {
            user.open(instance, "/auth-login/");
            user.logIn("bob", Instance.PASSWORD);
            user.awaitText("You are logged in as");
            user.loseRenewal("bob", Instance.PASSWORD);

            user.open(instance, "/auth-login/");
            user.logIn("bob", Instance.PASSWORD);
            user.awaitText("You are logged in as");
            user.loseRenewal("bob", Instance.PASSWORD);
            user.press("Log out");
            user.awaitText("The session could not be ended from here.");
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,1100", "390,844"})
    void whoeverEndsASessionKnowsWhereTheFocusIs(int width, int height) {
        assertThat(new Client("/auth-login").logIn(instance, "bob", Instance.PASSWORD).status()).isEqualTo(200);
        try (Browser admin = new Browser(profiles.resolve("admin"), width, height)) {
            admin.open(instance, "/auth-admin/");
            admin.logIn("admin", Instance.PASSWORD);
            admin.awaitText("bob");
            admin.awaitFocusOn("Sessions");
            assertThat(admin.rolesOf("table")).containsExactly("table");
            assertThat(admin.rolesOf("tbody")).containsExactly("rowgroup");
            assertThat(admin.rolesOf("tr")).containsExactly("row");
            assertThat(admin.rolesOf("td")).containsExactly("cell");
            assertThat(admin.rolesOf("th")).containsExactly("columnheader");
            admin.photograph("adminapp-sessions-" + width);

            admin.press("End");
            admin.press("End session");
            admin.awaitFocusOn("Live sessions");
        }
    }

    @Test
    void anAdministratorEndsAllSessionsOfAUserAndNobodyElses() {
        Client alice = new Client("/auth-login");
        assertThat(alice.logIn(instance, "alice", Instance.PASSWORD).status()).isEqualTo(200);
        Client first = new Client("/auth-login");
        Client second = new Client("/auth-login");
        for (Client bob : List.of(first, second)) {
            assertThat(bob.logIn(instance, "bob", Instance.PASSWORD).status()).isEqualTo(200);
        }
        try (Browser admin = new Browser(profiles.resolve("all"), 390, 844)) {
            admin.open(instance, "/auth-admin/");
            admin.logIn("admin", Instance.PASSWORD);
            admin.awaitText("bob");
            admin.enter("subject", "bob");
            admin.awaitText("End all sessions of bob");
            assertThat(admin.fits()).isTrue();
            admin.photograph("adminapp-end-all-390");

            admin.press("End all sessions of bob");
            admin.photograph("adminapp-end-all-question-390");
            admin.press("End sessions");
            admin.awaitText("No live sessions of ");
            admin.awaitFocusOn("Live sessions");
        }
        assertThat(first.session(instance).status()).isEqualTo(401);
        assertThat(second.session(instance).status()).isEqualTo(401);
        assertThat(alice.session(instance).status()).isEqualTo(200);
    }

    @Test
    void anAdministratorSeesTheModulesMoveToRedisAndTheUserNoticesNothing() {
        try (Redis redis = Redis.start();
                Browser user = new Browser(profiles.resolve("user"), 1280, 900);
                Browser admin = new Browser(profiles.resolve("admin"), 1280, 1100)) {
            user.open(instance, "/auth-login/");
            user.logIn("alice", Instance.PASSWORD);
            user.awaitText("You are logged in as");
            admin.open(instance, "/auth-admin/");
            admin.logIn("admin", Instance.PASSWORD);
            admin.awaitText("memory");
            admin.awaitText("alice");

            Configurations.moveToRedis(instance, redis);
            admin.awaitText("redis://127.0.0.1:" + redis.port());
            admin.awaitText("aes128gcm");
            assertThat(admin.fits()).isTrue();
            admin.photograph("adminapp-redis");
            user.press("Stay logged in");
            user.awaitText("You are logged in as");

            Configurations.memory(instance);
            admin.awaitText("memory of this instance");
            user.press("Stay logged in");
            user.awaitText("alice");
        }
    }
}
