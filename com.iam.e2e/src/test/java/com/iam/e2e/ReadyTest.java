package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;

/** What is ready serves everything that it has, and lets users in. */
class ReadyTest {

    @TempDir
    Path folder;

    @RepeatedTest(2)
    void whatIsReadyLetsUsersInAtThatVeryMoment() {
        for (String start : new String[] {"with an empty work folder", "with the users that are there"}) {
            try (Instance instance = Instance.start(folder.resolve("instance"), folder.resolve("work"))) {
                assertThat(new Client("/auth-login").logIn(instance, "alice", Instance.PASSWORD).status()).as(start).isEqualTo(200);
                assertThat(new Client("/auth-admin").logIn(instance, "admin", Instance.PASSWORD).status()).as(start).isEqualTo(200);
                assertThat(new Client("/auth-transaction-approval").post(instance, "/rest/approvals", Map.of()).status()).as(start)
                        .isEqualTo(401);
                for (String path : new String[] {"/auth-login/ui/", "/auth-admin/ui/", "/auth-transaction-approval/ui/", "/metrics"}) {
                    assertThat(new Client(path).get(instance, "").status()).as(start + ": " + path).isEqualTo(200);
                }
                Await.until("it says so on the console, too", Duration.ofSeconds(30), () -> instance.output().contains("Ready in"));
                assertThat(instance.output() + instance.log()).doesNotContain("ERROR");
                assertThat(instance.stop()).isZero();
            }
        }
    }
}
