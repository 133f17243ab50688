package com.iam.adminapp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.SessionState;
import com.iam.state.api.admin.KeyInfo;
import com.iam.state.api.admin.KeyReport;
import com.iam.state.api.admin.KeyReport.Usage;
import com.iam.state.api.admin.ManagerStatus;
import com.iam.state.api.admin.RepositoryInfo;
import com.iam.state.api.admin.RepositoryInfo.EncryptionInfo;
import com.iam.web.testing.FakeStateManager;

class StateEndpointTest extends AdminFixture {

    @Test
    void theStateShowsEachModuleWithItsRepository() {
        login.start(SessionState.EMPTY);
        login.start(SessionState.EMPTY);

        JsonNode state = client.get("/rest/state").attributes();

        assertThat(state.path("instance").asText()).matches("[\\w.-]+:\\d+");
        JsonNode modules = state.path("modules");
        assertThat(modules.findValuesAsText("module")).containsExactly("admin", "login");
        JsonNode shown = modules.get(1);
        assertThat(shown.path("target").asText()).isEqualTo("(state.repository=memory)");
        assertThat(shown.path("sessionIdleTimeoutInMs").asLong()).isEqualTo(1_800_000);
        assertThat(shown.path("sessionLifetimeInMs").asLong()).isEqualTo(28_800_000);
        assertThat(shown.at("/repository/kind").asText()).isEqualTo("memory");
        assertThat(shown.at("/repository/encryption").isNull()).isTrue();
        assertThat(shown.path("carryOver").isNull()).isTrue();
        assertThat(shown.path("liveSessions").asLong()).isEqualTo(2);
    }

    @Test
    void theStateShowsTheEncryptionWithItsKeysAndTheProgressOfACarryOver() {
        EncryptionInfo encryption = new EncryptionInfo("aes128gcm", "main",
                List.of(new KeyInfo("3f9a21bc77e01d42", KeyInfo.Use.PRIMARY), new KeyInfo("00000000000000aa", KeyInfo.Use.ENABLED)),
                Optional.of("mind the gap"), Optional.of(new KeyReport(Instant.parse("2026-01-31T18:00:00Z"), List.of(
                        new Usage("00000000000000aa", 12, 0, Optional.of(Instant.parse("2026-01-31T20:00:00Z"))),
                        new Usage("00000000000000bb", 3, 1, Optional.empty())))));
        login.setStatus(new ManagerStatus("login", Optional.of(new RepositoryInfo("redis", "main", "redis://host",
                Optional.of(encryption), Optional.empty(), Map.of(), List.of("Redis is out of memory"))), "(name=main)",
                FakeStateManager.TIMEOUTS, Optional.of(new ManagerStatus.Progress(3, 4, 1, 20)), List.of("look here")));

        JsonNode shown = client.get("/rest/state").attributes().at("/modules/1");

        assertThat(shown.at("/repository/location").asText()).isEqualTo("redis://host");
        assertThat(shown.at("/repository/encryption/kind").asText()).isEqualTo("aes128gcm");
        assertThat(shown.at("/repository/encryption/keys/0/id").asText()).isEqualTo("3f9a21bc77e01d42");
        assertThat(shown.at("/repository/encryption/keys/0/use").asText()).isEqualTo("primary");
        assertThat(shown.at("/repository/encryption/warning").asText()).isEqualTo("mind the gap");
        JsonNode keys = shown.at("/repository/encryption/keys");
        assertThat(keys.findValuesAsText("use")).containsExactly("primary", "enabled", "unknown");
        assertThat(keys.get(0).path("liveSessions").isNull()).isTrue();
        assertThat(keys.get(1).path("liveSessions").asLong()).isEqualTo(12);
        assertThat(keys.get(1).path("noneAfter").asText()).isEqualTo("2026-01-31T20:00:00Z");
        assertThat(keys.get(1).path("unused").asBoolean()).isFalse();
        assertThat(keys.get(1).path("usedUp").asBoolean()).isFalse();
        assertThat(shown.at("/repository/encryption/phase").isNull()).isTrue();
        assertThat(keys.get(2).path("sealingInstances").asInt()).isEqualTo(1);
        assertThat(shown.at("/carryOver/remaining").asInt()).isEqualTo(4);
        assertThat(shown.at("/carryOver/perSecond").asInt()).isEqualTo(20);
        assertThat(shown.at("/notes/0").asText()).isEqualTo("look here");
        assertThat(shown.at("/notes/1").asText()).isEqualTo("Redis is out of memory");
    }

    @Test
    void aModuleThatWaitsForARepositoryIsShownWithoutOne() {
        login.setStatus(new ManagerStatus("login", Optional.empty(), "(name=none)", FakeStateManager.TIMEOUTS,
                Optional.empty(), List.of()));

        JsonNode shown = client.get("/rest/state").attributes().at("/modules/1");

        assertThat(shown.path("repository").isNull()).isTrue();
        assertThat(shown.path("liveSessions").asText()).isEqualTo("unavailable");
    }

    @Test
    void sessionsThatCannotBeCountedDoNotHideTheRest() {
        login.setAvailable(false);

        JsonNode modules = client.get("/rest/state").attributes().path("modules");

        assertThat(modules.get(0).path("liveSessions").asLong()).isEqualTo(1);
        assertThat(modules.get(1).path("liveSessions").asText()).isEqualTo("unavailable");
    }

    @Test
    void settingsThatWereNotAcceptedAreShownWhileTheyLast() {
        ConfigurationProblem problem = new ConfigurationProblem("com.iam.main", "com.iam.main.config",
                "sessionLifetime", "must be a whole number", "the last good configuration stays in force");
        servlet.bindConfigurationProblem(problem);

        JsonNode shown = client.get("/rest/state").attributes().at("/problems/0");

        assertThat(shown.path("pid").asText()).isEqualTo("com.iam.main");
        assertThat(shown.path("file").asText()).isEqualTo("com.iam.main.config");
        assertThat(shown.path("key").asText()).isEqualTo("sessionLifetime");
        assertThat(shown.path("reason").asText()).isEqualTo("must be a whole number");
        assertThat(shown.path("consequence").asText()).contains("last good");
        servlet.unbindConfigurationProblem(problem);
        assertThat(client.get("/rest/state").attributes().path("problems")).isEmpty();
    }
}
