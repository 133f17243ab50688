package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.iam.state.api.admin.TestletReport;
import com.iam.state.api.admin.TestletReport.Failed;
import com.iam.state.api.admin.TestletReport.Passed;
import com.iam.state.api.admin.TestletReport.Skipped;
import com.iam.state.api.admin.TestletReport.Stage;
import com.iam.state.api.provider.StateEncryption;

/** One run of a Testlet, and what it said. */
record TestletRun(TestletReport report, List<Stage> told) {

    static TestletRun of(String uri, Map<String, Object> other) {
        return of(uri, other, new TestEncryption("first"), InstantSource.system());
    }

    static TestletRun of(String uri, Map<String, Object> other, StateEncryption encryption, InstantSource clock) {
        Map<String, Object> properties = new HashMap<>(Map.of("responseTimeoutInMs", 2000, "connectionTimeoutInMs", 2000));
        properties.putAll(other);
        RedisSettings settings = Fixture.settings(uri, properties);
        return of(settings, encryption, clock);
    }

    static TestletRun of(RedisSettings settings) {
        return of(settings, new TestEncryption("first"), InstantSource.system());
    }

    private static TestletRun of(RedisSettings settings, StateEncryption encryption, InstantSource clock) {
        List<Stage> told = new ArrayList<>();
        TestletReport report = new RedisTestlet(() -> settings,
                Map.of(1L, Fixture.candidate(1, 0, "aes128gcm", encryption)), () -> -1, clock).run(told::add);
        return new TestletRun(report, told);
    }

    /** A clock that is ahead. */
    static InstantSource ahead(Duration by) {
        return () -> Instant.now().plus(by);
    }

    /** The stages that failed, by id. */
    Map<String, Failed> failed() {
        return of(Failed.class);
    }

    Map<String, Passed> passed() {
        return of(Passed.class);
    }

    Map<String, Skipped> skipped() {
        return of(Skipped.class);
    }

    /** That this stage failed, and no other. */
    TestletRun failsOnlyAt(String id, String reason) {
        assertThat(failed().keySet()).as("what failed of %s", report).containsExactly(id);
        assertThat(failed().get(id).reason()).contains(reason);
        assertThat(failed().get(id).remedy()).isNotBlank();
        assertThat(report.passed()).isFalse();
        return this;
    }

    private <T> Map<String, T> of(Class<T> type) {
        Map<String, T> found = new LinkedHashMap<>();
        report.stages().stream().filter(stage -> type.isInstance(stage.result()))
                .forEach(stage -> found.put(stage.id(), type.cast(stage.result())));
        return found;
    }
}
