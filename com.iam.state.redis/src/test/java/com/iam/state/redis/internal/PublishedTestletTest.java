package com.iam.state.redis.internal;

import static com.iam.state.redis.internal.Fixture.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.iam.state.api.admin.Testlet;
import com.iam.state.api.admin.TestletReport;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.testkit.RedisServer;

class PublishedTestletTest {

    private static final String NOWHERE = "redis://127.0.0.1:" + RedisServer.freePort();

    private final FakeFramework framework = new FakeFramework();

    @Test
    void aTestletIsThereThoughRedisIsNot() {
        RedisRepositoryComponent component = activated(framework, Map.of());

        assertThat(framework.property(Testlet.class, "name")).isEqualTo("test");
        assertThat(framework.property(Testlet.class, "source")).isEqualTo("com.iam.state.redis~test");
        TestletReport report = framework.service(Testlet.class).orElseThrow().run(stage -> { });
        assertThat(report.repository()).isEqualTo("test");
        assertThat(report.location()).isEqualTo(NOWHERE + "/0 iam");
        assertThat(report.passed()).isFalse();
        component.deactivate();
        assertThat(framework.service(Testlet.class)).isEmpty();
    }

    @Test
    void itExaminesTheSettingsThatAreInForce() {
        RedisRepositoryComponent component = activated(framework, Map.of());
        component.modified(properties(NOWHERE, Map.of("namespace", "other", "name", "renamed")));
        component.modified(properties("http://127.0.0.1", Map.of()));

        TestletReport report = framework.service(Testlet.class).orElseThrow().run(stage -> { });

        assertThat(report.location()).isEqualTo(NOWHERE + "/0 other");
        assertThat(framework.property(Testlet.class, "name")).isEqualTo("renamed");
        component.deactivate();
    }

    @Test
    void whereSettingsAreOnlyExaminedThereIsNoRepository() {
        FakeFramework offline = new FakeFramework(Map.of("iam.examine.only", "true"));
        RedisRepositoryComponent component = activated(offline, Map.of());

        assertThat(offline.service(Testlet.class)).isPresent();
        assertThat(offline.service(StateRepository.class)).isEmpty();
        component.modified(properties(NOWHERE, Map.of("namespace", "other")));
        component.deactivate();
        assertThat(offline.service(Testlet.class)).isEmpty();
    }

    private static RedisRepositoryComponent activated(FakeFramework framework, Map<String, Object> other) {
        RedisRepositoryComponent component = new RedisRepositoryComponent(framework.context());
        component.activate(null, new HashMap<>(properties(NOWHERE, other)));
        return component;
    }
}
