package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The examination of a repository on the Adminapp's page. */
class TestletPageTest {

    @TempDir
    Path folder;
    // Chromium may still write to its profile for a moment after it was told to quit.
    @TempDir(cleanup = CleanupMode.NEVER)
    Path profiles;

    @Test
    void anAdministratorExaminesARepositoryOnADesktopAndOnAPhone() {
        try (Redis redis = Redis.start("--maxmemory-policy", "allkeys-lru");
                Instance instance = Instance.start(folder.resolve("instance"), folder.resolve("work"))) {
            Configurations.encryption(instance, Configurations.KEY);
            Configurations.redis(instance, redis);
            try (Browser browser = new Browser(profiles.resolve("desktop"), 1280, 1700)) {
                examine(browser, instance);
                assertThat(browser.text()).contains("set maxmemory-policy noeviction");
                browser.photograph("testlet-1280");
            }
            redis.kill();
            try (Browser browser = new Browser(profiles.resolve("phone"), 390, 1700)) {
                examine(browser, instance);
                assertThat(browser.text()).contains("nothing listens on 127.0.0.1:" + redis.port());
                assertThat(browser.fits()).isTrue();
                browser.photograph("testlet-390");
            }
        }
    }

    private static void examine(Browser browser, Instance instance) {
        browser.open(instance, "/auth-admin/");
        browser.logIn("admin", Instance.PASSWORD);
        browser.press("Examine");
        browser.awaitText(" 1 failed, ");
    }
}
