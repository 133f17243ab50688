package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;

/**
 * Errors are where secrets are logged, so that here as much as possible goes wrong. That nothing is found is asserted by
 * {@link Leaks}, as for every test; this one makes sure that there was something to be found.
 */
class LeakTest {

    private static final String NEXT_KEY = Secrets.newKey(16);
    private static final Portal PORTAL = new Portal("portal");
    private static final String WRONG = "a-password-that-is-wrong";

    @TempDir
    Path folder;

    @Test
    void nothingOfAUserASessionOrAKeyIsLeftWhereItDoesNotBelong() {
        try (Redis redis = Redis.start();
                Instance instance = Instance.start(folder.resolve("instance"), folder.resolve("work"))) {
            Configurations.moveToRedis(instance, redis);
            Await.until("the modules have moved", () -> instance.log().contains("Module login: bound to redis")
                    && instance.log().contains("Module admin: bound to redis"));
            PORTAL.trustedBy(instance);
            Client alice = new Client("/auth-login");
            use(instance, alice);
            assertThat(redis.dump()).contains("iam:1:login").contains(alice.storageId());
            Await.until("there are metrics of keys", () -> instance.metrics().contains("iam_key_sessions{"));
            breakThings(instance, redis);

            assertThat(instance.auditLog()).contains("\"alice\"");
        }
    }

    private static void use(Instance instance, Client alice) {
        Client bob = new Client("/auth-login");
        Client admin = new Client("/auth-admin");
        assertThat(alice.logIn(instance, "alice", WRONG).status()).isEqualTo(401);
        assertThat(alice.logIn(instance, "alice", Instance.PASSWORD).status()).isEqualTo(200);
        assertThat(bob.logIn(instance, "bob", Instance.PASSWORD).status()).isEqualTo(200);
        assertThat(admin.logIn(instance, "admin", Instance.PASSWORD).status()).isEqualTo(200);
        assertThat(alice.session(instance).status()).isEqualTo(200);
        assertThat(admin.post(instance, "/rest/sessions/list", Map.of("module", "login", "subject", "alice")).status()).isEqualTo(200);
        assertThat(bob.logOut(instance).status()).isLessThan(300);
        Await.until("the portal is trusted",
                () -> Portal.show(new Client("/auth-login"), instance, PORTAL.ticket("bob")).status() == 200);
        assertThat(Portal.show(new Client("/auth-login"), instance, new Portal("portal").ticket("bob")).status()).isEqualTo(401);
        // Another key, so that tokens and states move.
        Configurations.encryption(instance, NEXT_KEY, Configurations.KEY);
        Await.until("there is another key", () -> instance.log().split("is sealed by aes128gcm").length > 2);
        assertThat(alice.logIn(instance, "alice", Instance.PASSWORD).status()).isEqualTo(200);
    }

    private static void breakThings(Instance instance, Redis redis) {
        Client lost = new Client("/auth-login");
        redis.stop();
        assertThat(lost.logIn(instance, "alice", Instance.PASSWORD).status()).isEqualTo(503);
        assertThat(Portal.show(lost, instance, PORTAL.ticket("alice")).status()).isEqualTo(503);
        Configurations.encryption(instance, "c2hvcnQ=");
        Await.until("the key is refused", () -> instance.log().contains("16 bytes"));
        redis.startAgain();
        Client again = new Client("/auth-login");
        Await.until("Redis is back", () -> again.logIn(instance, "alice", Instance.PASSWORD).status() == 200);
        assertThat(again.logOut(instance).status()).isLessThan(300);
        Await.until("the end is reported", () -> instance.auditLog().contains("cause=USER subject=\"alice\""));
    }
}
