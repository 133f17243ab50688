package com.iam.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.settings.internal.KnownPids.Kind;

class PlanTest {

    private static final KnownPids PIDS = new KnownPids(Map.of(
            "com.iam.main", Kind.SINGLE, "com.iam.state.redis", Kind.NAMED,
            "com.iam.transactionapproval", Kind.SINGLE, "com.iam.transactionapproval.application", Kind.NAMED,
            "org.foo.component", Kind.EITHER));

    private static Plan plan(String... files) {
        Map<String, SettingsFile> read = new TreeMap<>();
        for (String file : files) {
            read.put(file, new SettingsFile.Readable(Map.of()));
        }
        return Plan.of(read, PIDS);
    }

    @ParameterizedTest
    @CsvSource({"com.iam.main.config, com.iam.main", "com.iam.main.cfg, com.iam.main",
        "com.iam.state.redis-main.config, com.iam.state.redis~main",
        "com.iam.state.redis~main.config, com.iam.state.redis~main",
        "com.iam.state.redis-my own-one.config, com.iam.state.redis~my own-one",
        "com.iam.transactionapproval.application-e.config, com.iam.transactionapproval.application~e",
        "org.foo.component.config, org.foo.component", "org.foo.component-x.config, org.foo.component~x",
        "org.bar-x.config, org.bar~x", "org.bar.config, org.bar"})
    void aFileIsForTheConfigurationThatItsNameSays(String file, String id) {
        assertThat(plan(file).claims()).containsOnlyKeys(id);
        assertThat(plan(file).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.iam.main-old.config", "com.iam.main~old.cfg",
        "com.iam.transactionapproval-old.config", "com.iam.state.redis.config",
        "com.iam.state.redis-.config", "com.iam.state.redis-a\nb.config"})
    void aWrongNameIsRefused(String file) {
        assertThat(plan(file).claims()).isEmpty();
        assertThat(plan(file).faults()).containsOnlyKeys(file);
    }

    @Test
    void aFileThatIsOfNoBundleIsUnknown() {
        assertThat(plan("com.iam.state.reddis-main.config").unknown())
                .containsOnlyKeys("com.iam.state.reddis-main.config");
        assertThat(plan("com.iam.state.reddis-main.config").claims()).isEmpty();
        assertThat(PIDS.alike("com.iam.State.redis-main")).contains("com.iam.state.redis");
    }

    @Test
    void ofTwoFilesForOneConfigurationTheDocumentedSpellingCounts() {
        Plan plan = plan("com.iam.main.cfg", "com.iam.main.config",
                "com.iam.state.redis~a.config", "com.iam.state.redis-a.cfg");

        assertThat(plan.claims().get("com.iam.main").fileName()).isEqualTo("com.iam.main.config");
        assertThat(plan.claims().get("com.iam.state.redis~a").fileName()).isEqualTo("com.iam.state.redis~a.config");
        assertThat(plan.faults()).containsOnlyKeys("com.iam.main.cfg", "com.iam.state.redis-a.cfg");
        assertThat(plan.faults().get("com.iam.main.cfg").reason()).contains("com.iam.main.config");
    }
}
