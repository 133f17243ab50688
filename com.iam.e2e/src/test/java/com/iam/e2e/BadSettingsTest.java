package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;

class BadSettingsTest {

    private static final String KEY_OF_15_BYTES = Secrets.newKey(15);

    @TempDir
    Path folder;

    @Test
    void aBadSettingIsNamedAndTheInstanceKeepsWorkingOnWhatItHad() {
        try (Redis redis = Redis.start();
                Instance instance = Instance.start(folder.resolve("instance"), folder.resolve("work"))) {
            Configurations.moveToRedis(instance, redis);
            Await.until("the modules have moved", () -> instance.log().contains("Module login: bound to redis")
                    && instance.log().contains("Module admin: bound to redis"));
            Client alice = new Client("/auth-login");
            alice.logIn(instance, "alice", Instance.PASSWORD);
            Client admin = new Client("/auth-admin");
            admin.logIn(instance, "admin", Instance.PASSWORD);

            Configurations.encryption(instance, KEY_OF_15_BYTES);
            expectProblem(instance, admin, "com.iam.state.crypto.aes128gcm-main.config", ".secretKey", "16 bytes");
            assertThat(alice.session(instance).status()).isEqualTo(200);

            Configurations.redisAt(instance, "redis:/not a uri");
            expectProblem(instance, admin, "com.iam.state.redis-main.config", "redisUri", "redis");
            assertThat(alice.session(instance).status()).isEqualTo(200);

            Configurations.repository(instance, "(state.repository=nowhere)");
            expectProblem(instance, admin, "com.iam.main.config", "stateRepository.target", "nowhere");
            assertThat(alice.session(instance).status()).isEqualTo(200);

            Configurations.repository(instance, "(state.repository=redis");
            expectProblem(instance, admin, "com.iam.main.config", "stateRepository.target", "filter");
            assertThat(alice.session(instance).status()).isEqualTo(200);

            instance.configure("com.iam.main.config", "stateRepository.target=\"(state.repository\\=memory)\"", "leaveSharedRepository=true");
            expectProblem(instance, admin, "com.iam.main.config", "line 2", "without quotes");
            assertThat(alice.session(instance).status()).isEqualTo(200);

            Configurations.moveToRedis(instance, redis);
            Await.until("no problem is left", () -> admin.get(instance, "/rest/state").body().findValues("reason").isEmpty());
            assertThat(alice.session(instance).status()).isEqualTo(200);
            assertThat(instance.log()).doesNotContain(KEY_OF_15_BYTES).doesNotContain(Configurations.KEY);
        }
    }

    private static void expectProblem(Instance instance, Client admin, String file, String key, String reason) {
        Await.until("the log names " + file + " and " + key, () -> instance.log().lines().anyMatch(
                line -> line.contains(file + ": " + key + ": ") && line.contains(reason)));
        Await.until("the Adminapp names " + file + " and " + key, () -> {
            Client.Reply state = admin.get(instance, "/rest/state");
            assertThat(state.status()).isEqualTo(200);
            return state.body().findValuesAsText("file").contains(file) && state.body().findValuesAsText("key").contains(key);
        });
    }
}
