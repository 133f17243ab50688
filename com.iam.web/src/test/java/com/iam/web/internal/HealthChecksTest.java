package com.iam.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;

import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.admin.KeyReport;
import com.iam.state.api.admin.ManagerStatus;
import com.iam.state.api.admin.RepositoryInfo;
import com.iam.state.api.admin.RepositoryInfo.EncryptionInfo;
import com.iam.web.testing.FakeStateManager;
import com.iam.web.testing.FakeUserDirectory;
import com.iam.web.testing.TestClock;

class HealthChecksTest {

    private final FakeStateManager login = new FakeStateManager("login", new TestClock());
    private final FakeStateManager admin = new FakeStateManager("admin", new TestClock());
    private final StateHealthCheck state = new StateHealthCheck(new RequiredModules(null, List.of("login", "admin")));

    @Test
    void allModulesWithTheirSessionsAreReady() {
        state.bindSessions(login);
        state.bindSessions(admin);

        assertThat(state.execute().getStatus()).isEqualTo(Result.Status.OK);
    }

    @Test
    void aModuleWithoutAStateManagerIsNamed() {
        state.bindSessions(admin);

        assertThat(state.execute().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);
        assertThat(state.execute().toString()).contains("no state manager for module login")
                .doesNotContain("no state manager for module admin");
    }

    @Test
    void aModuleWhoseSessionsCannotBeReachedIsNamedWithTheReason() {
        state.bindSessions(login);
        state.bindSessions(admin);
        ManagerStatus status = admin.status();
        admin.setStatus(new ManagerStatus(status.module(), Optional.of(new RepositoryInfo("redis", "main", "redis://elsewhere/0 iam",
                Optional.empty())), status.target(), status.timeouts(), status.carryOver(), List.of()));
        admin.setAvailable(false);

        assertThat(state.execute().toString()).contains("sessions of module login can be served");
        assertThat(state.execute().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);
        assertThat(state.execute().toString())
                .contains("sessions of module admin cannot be served: the repository is away");
    }

    @Test
    void aRepositoryThatSeveralModulesHaveIsAskedOnce() {
        state.bindSessions(login);
        state.bindSessions(admin);
        login.setAvailable(false);

        assertThat(state.execute().toString()).contains("sessions of module login cannot be served",
                "sessions of module admin cannot be served");
    }

    @Test
    void whatARepositoryIsRefusedIsAWarningWithTheReason() {
        state.bindSessions(login);
        state.bindSessions(admin);
        ManagerStatus status = admin.status();
        admin.setStatus(new ManagerStatus(status.module(), Optional.of(new RepositoryInfo("redis", "main", "redis://elsewhere/0 iam",
                Optional.empty(), Optional.empty(), Map.of("full", 3L), List.of("Redis is out of memory"))), status.target(),
                status.timeouts(), status.carryOver(), List.of()));

        assertThat(state.execute().getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(state.execute().toString()).contains("sessions of module admin: Redis is out of memory");
    }

    @Test
    void whatNeedsAnOperatorIsAWarningThatQuotesNothing() {
        state.bindSessions(login);
        state.bindSessions(admin);
        ManagerStatus status = admin.status();
        admin.setStatus(new ManagerStatus(status.module(), status.repository(), status.target(), status.timeouts(),
                status.carryOver(), List.of("no state repository matches (name=next)", "the carry-over pauses")));

        assertThat(state.execute().getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(state.execute().toString()).contains("module admin: notes for operators: 2;")
                .doesNotContain("name=next", "carry-over");
    }

    @Test
    void anInstanceWithoutTheKeyOfMostThatLivesIsNotReady() {
        state.bindSessions(login);
        state.bindSessions(admin);
        live(2, 3);
        assertThat(state.execute().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);
        assertThat(state.execute().toString()).contains("sessions of module login cannot be served: 3 of 5 live sessions are under a key"
                + " (00000000000000bb) that aes128gcm 'new' does not have");

        live(4, 3);
        assertThat(state.execute().getStatus()).as("a few may have been planted").isEqualTo(Result.Status.OK);
        live(0, 1);
        assertThat(state.execute().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);
        live(0, 0);
        assertThat(state.execute().getStatus()).isEqualTo(Result.Status.OK);
    }

    private void live(long known, long unknown) {
        EncryptionInfo encryption = new EncryptionInfo("aes128gcm", "new", List.of(new KeyInfo("00000000000000aa", KeyInfo.Use.PRIMARY)),
                Optional.empty(), Optional.of(new KeyReport(Instant.EPOCH, List.of(
                        new KeyReport.Usage("00000000000000aa", known, 1, Optional.empty()),
                        new KeyReport.Usage("00000000000000bb", unknown, 0, Optional.empty())))));
        ManagerStatus status = login.status();
        login.setStatus(new ManagerStatus(status.module(), Optional.of(new RepositoryInfo("redis", "main", "redis://elsewhere/0 iam",
                Optional.of(encryption))), status.target(), status.timeouts(), status.carryOver(), List.of()));
    }

    @Test
    void aStateManagerThatWentIsMissing() {
        state.bindSessions(login);
        state.bindSessions(admin);
        state.unbindSessions(login);

        assertThat(state.execute().isOk()).isFalse();
    }

    @Test
    void itIsReadyWhileUsersCanLogIn() {
        UserDirectoryHealthCheck check = new UserDirectoryHealthCheck();
        FakeUserDirectory directory = new FakeUserDirectory();

        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);
        check.bindUserDirectory(directory);
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.OK);
        directory.setAvailable(false);
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);
        assertThat(check.execute().toString()).contains("no user can log in: the database is away");
        directory.setAvailable(true);
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.OK);
        check.unbindUserDirectory(directory);
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);
    }

    @Test
    void aSettingThatWasNotAcceptedIsAWarningThatDoesNotNameIt() {
        ConfigurationHealthCheck check = new ConfigurationHealthCheck();
        ConfigurationProblem problem = new ConfigurationProblem("com.iam.main", "com.iam.main.config",
                "sessionLifetime", "must be a whole number", "the last good configuration stays in force");

        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.OK);
        check.bindConfigurationProblem(problem);
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(check.execute().toString()).contains("settings that were not accepted: 1;")
                .doesNotContain("com.iam.main", "sessionLifetime", "whole number");
        check.unbindConfigurationProblem(problem);
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.OK);
    }

    @Test
    void whatTheLauncherSaysAgainstRequestsCounts() {
        InstanceHealthCheck check = new InstanceHealthCheck();
        assertThat(check.execute().getStatus()).as("without a launcher").isEqualTo(Result.Status.OK);
        Supplier<List<String>> launcher = () -> List.of("bundle com.iam.loginapp");
        check.bindUnready(launcher);

        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);
        assertThat(check.execute().toString()).contains("bundle com.iam.loginapp");
        check.unbindUnready(launcher);
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.OK);
    }
}
