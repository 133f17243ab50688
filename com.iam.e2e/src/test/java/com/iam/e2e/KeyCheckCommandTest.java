package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./iam key check}, with no instance running. */
class KeyCheckCommandTest {

    private static final String KEY = Configurations.KEY.replace("=", "\\=");
    private static final String NEXT_KEY = Secrets.newKey(16).replace("=", "\\=");

    @TempDir
    Path folder;
    private OfflineRun offline;

    @BeforeEach
    void layOut() throws IOException {
        offline = new OfflineRun(folder);
    }

    @Test
    void eachEncryptionIsShownWithTheIdsOfItsKeys() throws Exception {
        offline.configure("com.iam.state.crypto.aes128gcm-main.config", ".secretKey=\"" + NEXT_KEY + "\"",
                ".enabledKeys=[\"" + KEY + "\"]");
        offline.configure("com.iam.state.crypto.none-plain.config");

        OfflineRun.Result result = offline.run("key-check");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).containsPattern("aes128gcm 'main'\n  [0-9a-f]{16}  primary\n  [0-9a-f]{16}  enabled\n")
                .contains("none 'plain'").contains("WARNING").contains("2 of 2 encryptions can be used")
                .doesNotContain(Configurations.KEY);
    }

    @Test
    void aSettingThatWouldBeRefusedIsSaid() throws Exception {
        offline.configure("com.iam.state.crypto.aes128gcm-main.config", ".secretKey=\"c2hvcnQ\\=\"");
        offline.configure("com.iam.state.crypto.none-plain.config");

        OfflineRun.Result result = offline.run("key-check");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output()).contains("FAILED").contains("aes128gcm-main.config: .secretKey: must be Base64 of exactly 16")
                .contains("1 of 2 encryptions can be used").doesNotContain("c2hvcnQ");
    }

    @Test
    void aFilterThatMatchesSeveralIsSaid() throws Exception {
        offline.configure("com.iam.state.crypto.aes128gcm-main.config", ".secretKey=\"" + KEY + "\"");
        offline.configure("com.iam.state.crypto.aes128gcm-new.config", ".secretKey=\"" + NEXT_KEY + "\"");
        offline.configure("com.iam.state.redis-main.config", "redisUri=\"redis://127.0.0.1:1\"",
                "encryption.target=\"(state.encryption\\=aes128gcm)\"");

        OfflineRun.Result result = offline.run("key-check");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output()).contains("FAILED   com.iam.state.redis-main.config: encryption.target: matches 2 encryptions"
                + " (aes128gcm 'main', aes128gcm 'new')");
    }

    @Test
    void whereThereIsNothingToCheckThatIsSaid() throws Exception {
        OfflineRun.Result result = offline.run("key-check");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("No encryption is configured");
    }
}
