package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.RedisServer;

/** {@code ./iam testlet}, with no instance running. */
class TestletCommandTest {

    @TempDir
    Path folder;
    private OfflineRun offline;

    @BeforeEach
    void layOut() throws IOException {
        offline = new OfflineRun(folder);
        offline.configure("com.iam.state.crypto.aes128gcm-main.config",
                ".secretKey=\"" + Configurations.KEY.replace("=", "\\=") + "\"");
    }

    private void redis(String name, String uri, String... more) throws IOException {
        String[] lines = {"redisUri=\"" + uri + "\"", "encryption.target=\"(state.encryption\\=aes128gcm)\""};
        offline.configure("com.iam.state.redis-" + name + ".config",
                Stream.concat(Stream.of(lines), Stream.of(more)).toArray(String[]::new));
    }

    private OfflineRun.Result run(String... words) throws IOException, InterruptedException {
        return offline.run("testlet", words);
    }

    @Test
    void eachConfiguredRepositoryIsExamined() throws Exception {
        try (Redis server = Redis.start()) {
            offline.secret("redis", server.password());
            redis("main", server.uri(), ".password=\"$[secret:redis]\"");
            redis("spare", "redis://127.0.0.1:" + RedisServer.freePort());

            OfflineRun.Result all = run();
            assertThat(all.exitCode()).as(all.output()).isEqualTo(1);
            assertThat(all.output()).contains("Repository main").contains("main at " + server.uri() + "/0 iam: 12 passed, 0 failed")
                    .contains("Repository spare").contains("FAILED   Connection").contains("-> start Redis")
                    .doesNotContain(Configurations.KEY);
            OfflineRun.Result main = run("main");
            assertThat(main.exitCode()).as(main.output()).isZero();
            assertThat(main.output()).doesNotContain("spare");
            assertThat(server.send("KEYS", "*:x")).as("sessions that are left").isEqualTo("*0\r\n");
            assertThat(run("unknown").exitCode()).isEqualTo(2);
        }
    }

    @Test
    void settingsThatAreRefusedAreSaid() throws Exception {
        redis("main", "http://127.0.0.1");

        OfflineRun.Result result = run();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("FAILED   Settings").contains("com.iam.state.redis-main.config: redisUri: must begin");
    }

    @Test
    void whereThereIsNothingToExamineThatIsSaid() throws Exception {
        OfflineRun.Result result = run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("No Redis repository is configured");
    }
}
