package com.iam.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.iam.state.api.SessionState;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.admin.KeyReport;
import com.iam.state.api.admin.KeyReport.Usage;
import com.iam.state.api.admin.ManagerStatus;
import com.iam.state.api.admin.RepositoryInfo;
import com.iam.state.api.admin.RepositoryInfo.EncryptionInfo;
import com.iam.state.api.admin.RepositoryInfo.NearCacheInfo;
import com.iam.users.api.UserDirectory;
import com.iam.web.testing.FakeStateManager;
import com.iam.web.testing.FakeUserDirectory;
import com.iam.web.testing.TestClock;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;

class StateMetricsTest {

    private final FakeStateManager login = new FakeStateManager("login", new TestClock());
    private final FakeStateManager admin = new FakeStateManager("admin", new TestClock());

    private Optional<UserDirectory> directory = Optional.empty();

    private String text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PrometheusTextFormatWriter(false).write(out, StateMetrics.of(List.of(login, admin), directory, 2, 7));
        return out.toString();
    }

    private void share(FakeStateManager manager, String module) {
        KeyReport report = new KeyReport(Instant.ofEpochSecond(1000), List.of(new Usage("00000000000000aa", 5, 1, Optional.empty()),
                new Usage("00000000000000bb", 7, 0, Optional.of(Instant.ofEpochSecond(2000))),
                new Usage("00000000000000cc", 0, 0, Optional.empty())));
        EncryptionInfo encryption = new EncryptionInfo("aes128gcm", "main",
                List.of(new KeyInfo("00000000000000aa", KeyInfo.Use.PRIMARY), new KeyInfo("00000000000000cc", KeyInfo.Use.ENABLED)),
                Optional.empty(), Optional.of(report));
        manager.setStatus(new ManagerStatus(module, Optional.of(new RepositoryInfo("redis", "main", "redis://host",
                Optional.of(encryption), Optional.of(new NearCacheInfo(true, 10, 9, 3, 2, 1)), Map.of("full", 7L),
                List.of("Redis is out of memory"))), "(name=main)", FakeStateManager.TIMEOUTS,
                Optional.of(new ManagerStatus.Progress(3, 4, 1, 20)), List.of()));
    }

    @Test
    void sessionsOfEachModuleAreCounted() throws IOException {
        login.start(SessionState.EMPTY.withSubject("alice"));

        assertThat(text()).contains("iam_sessions{module=\"login\"} 1.0", "iam_sessions{module=\"admin\"} 0.0",
                "iam_configuration_problems 2.0", "iam_audit_lines_lost_total 7.0", "iam_state_bound{module=\"login\"} 1.0").doesNotContain("alice");
    }

    @Test
    void itIsToldWhetherTheUserDirectoryAnswers() throws IOException {
        FakeUserDirectory users = new FakeUserDirectory();

        assertThat(text()).contains("iam_user_directory_answers 0.0");
        directory = Optional.of(users);
        assertThat(text()).contains("iam_user_directory_answers 1.0");
        users.setAvailable(false);
        assertThat(text()).contains("iam_user_directory_answers 0.0");
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws IOException {
        login.setAvailable(false);

        assertThat(text()).contains("iam_state_bound{module=\"login\"} 0.0", "iam_sessions{module=\"admin\"} 0.0")
                .doesNotContain("iam_sessions{module=\"login\"}");
    }

    @Test
    void theNearCacheOfASharedRepositoryIsToldOnce() throws IOException {
        share(login, "login");
        share(admin, "admin");

        assertThat(text()).contains("iam_near_cache_serving{repository=\"main\"} 1.0", "iam_near_cache_entries{repository=\"main\"} 10.0",
                "iam_near_cache_misses_total{repository=\"main\"} 3.0", "iam_near_cache_evictions_total{repository=\"main\"} 2.0",
                "iam_near_cache_emptied_total{repository=\"main\"} 1.0")
                .containsOnlyOnce("iam_near_cache_hits_total{repository=\"main\"} 9.0");
    }

    @Test
    void whatIsRefusedToASharedRepositoryIsToldOnce() throws IOException {
        share(login, "login");
        share(admin, "admin");

        assertThat(text()).contains("iam_redis_refusals_total{reason=\"full\",repository=\"main\"} 7.0")
                .containsOnlyOnce("iam_repository_warnings{repository=\"main\"} 1.0");
    }

    @Test
    void keysOfASharedRepositoryAreToldOnce() throws IOException {
        share(login, "login");
        share(admin, "admin");

        assertThat(text()).contains(
                "iam_key_sessions{key=\"00000000000000aa\",repository=\"main\",use=\"primary\"} 5.0",
                "iam_key_sealing_instances{key=\"00000000000000aa\",repository=\"main\",use=\"primary\"} 1.0",
                "iam_key_sessions{key=\"00000000000000bb\",repository=\"main\",use=\"unknown\"} 7.0",
                "iam_key_last_session_end_timestamp_seconds{key=\"00000000000000bb\",repository=\"main\",use=\"unknown\"} 2000.0",
                "iam_key_unused{key=\"00000000000000cc\",repository=\"main\",use=\"enabled\"} 1.0",
                "iam_carry_over_sessions{module=\"login\",state=\"remaining\"} 4.0")
                .containsOnlyOnce("iam_key_sessions{key=\"00000000000000aa\"");
    }

    @Test
    void twoRepositoriesThatHaveOneNameForAMomentDoNoHarm() throws IOException {
        for (var each : Map.of(login, "login", admin, "admin").entrySet()) {
            each.getKey().setStatus(new ManagerStatus(each.getValue(), Optional.of(new RepositoryInfo("redis", "main", "redis://host-of-" + each.getValue(),
                Optional.empty(), Optional.of(new NearCacheInfo(true, 10, 9, 3, 2, 1)))), "(name=main)", FakeStateManager.TIMEOUTS,
                Optional.empty(), List.of()));
        }
        assertThat(text()).contains("iam_near_cache_serving");
    }
}
