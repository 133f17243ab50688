package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;

/** An administrator follows a rotation of the key and learns when the old one may go. */
class RotationPageTest {

    private static final String NEXT_KEY = Secrets.newKey(16);

    @TempDir
    Path folder;
    @TempDir
    Path profiles;

    @Test
    void anAdministratorSeesWhenAKeyMayGoAndIsRefusedBefore() {
        try (Redis redis = Redis.start();
                Instance instance = Instance.start(folder.resolve("instance"), folder.resolve("work"))) {
            Configurations.moveToRedis(instance, redis);
            Await.until("the modules have moved", () -> instance.log().contains("Module login: bound to redis")
                    && instance.log().contains("Module admin: bound to redis"));
            Client alice = new Client("/auth-login");
            assertThat(alice.logIn(instance, "alice", Instance.PASSWORD).status()).isEqualTo(200);
            Configurations.encryption(instance, NEXT_KEY, Configurations.KEY);

            try (Browser browser = new Browser(profiles.resolve("desktop"), 1280, 1700)) {
                browser.open(instance, "/auth-admin/");
                browser.logIn("admin", Instance.PASSWORD);
                browser.awaitText("under the primary key");
                browser.awaitText("1 live session, none after");
                browser.photograph("rotation-1280");

                Configurations.encryption(instance, NEXT_KEY);
                browser.awaitText("which protects live sessions (1)");
                assertThat(alice.session(instance).status()).isEqualTo(200);
                browser.photograph("rotation-refused-1280");
            }

            Configurations.encryption(instance, NEXT_KEY, Configurations.KEY);
            Configurations.redis(instance, redis, "resealPerSecond=i\"100\"");
            try (Browser browser = new Browser(profiles.resolve("phone"), 390, 2000)) {
                browser.open(instance, "/auth-admin/");
                browser.logIn("admin", Instance.PASSWORD);
                browser.awaitText("no session left, may be retired");
                assertThat(browser.fits()).isTrue();
                browser.photograph("rotation-390");

                redis.pause();
                browser.awaitText("What you see is of");
                assertThat(browser.fits()).isTrue();
                browser.photograph("rotation-away-390");
                redis.resume();
                browser.awaitText("ends in");
            }
            assertThat(alice.session(instance).status()).isEqualTo(200);
        }
    }
}
