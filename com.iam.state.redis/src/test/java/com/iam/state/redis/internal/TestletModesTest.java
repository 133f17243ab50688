package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.iam.state.testkit.RedisCluster;
import com.iam.state.testkit.RedisReplicas;
import com.iam.state.testkit.RedisSentinels;
import com.iam.state.testkit.RedisServer;

/** The Testlet where there are several servers. */
class TestletModesTest {

    private static TestletRun run(String mode, List<String> nodes, Map<String, Object> other) {
        return TestletRun.of(SharedSetUp.settings(mode, nodes, other));
    }

    @Test
    void theSentinelsSayWhichServerIsExamined() {
        try (RedisSentinels sentinels = RedisSentinels.start()) {
            TestletRun run = run("sentinel", sentinels.uris(), Map.of("sentinelMasterName", RedisSentinels.MASTER));

            assertThat(run.failed()).isEmpty();
            assertThat(run.passed().get("nodes").detail()).contains(":" + sentinels.primary().port() + ", as the Sentinels say");
            assertThat(run.passed().get("role").detail()).isEqualTo("primary, with 2 replicas connected");
            run("sentinel", sentinels.uris(), Map.of("sentinelMasterName", "other"))
                    .failsOnlyAt("nodes", "the Sentinels know no primary by the name other");
        }
    }

    @Test
    void aReplicaNamesThePrimaryAndNodesThatAreDownAreLeftOut() {
        try (RedisReplicas replicas = RedisReplicas.start(1, "--repl-diskless-sync-delay", "0")) {
            String down = "redis://127.0.0.1:" + RedisServer.freePort();
            TestletRun run = run("replicated", List.of(down, replicas.servers().get(1).uri(), replicas.primary().uri()), Map.of());

            assertThat(run.failed()).isEmpty();
            assertThat(run.passed().get("nodes").detail()).contains(":" + replicas.primary().port() + ", as its replica says");
        }
    }

    @Test
    void aClusterIsExaminedByOneOfItsPrimaries() {
        try (RedisCluster cluster = RedisCluster.start(0)) {
            TestletRun run = run("cluster", cluster.uris(), Map.of());

            assertThat(run.failed()).isEmpty();
            assertThat(run.passed().get("nodes").detail()).contains("one of the primaries of the Cluster");
            cluster.servers().get(0).send("CLUSTER", "DELSLOTS", "1");
            assertThat(run("cluster", cluster.uris(), Map.of()).failed().get("nodes").reason())
                    .isEqualTo("only 16383 of 16384 slots of the Cluster are served");
        }
    }

    @Test
    void aServerThatBelongsToNoClusterIsNamed() {
        try (RedisServer server = RedisServer.start()) {
            run("cluster", List.of(server.uri()), Map.of()).failsOnlyAt("nodes", "belongs to no Cluster");
        }
    }

    @Test
    void ifNoNodeAnswersTheFirstOneShowsWhy() {
        List<String> nodes = List.of("redis://127.0.0.1:" + RedisServer.freePort(), "redis://127.0.0.1:" + RedisServer.freePort());

        TestletRun run = run("replicated", nodes, Map.of());

        assertThat(run.failed().get("nodes").reason()).startsWith("none of the 2 nodes");
        assertThat(run.failed().get("tcp").reason()).isEqualTo("nothing listens on " + nodes.get(0).substring(8));
    }

    @Test
    void aConfigurationInYamlIsExaminedLikeAnyOther() {
        try (RedisSentinels sentinels = RedisSentinels.start()) {
            TestletRun run = yaml("{sentinelServersConfig: {masterName: " + RedisSentinels.MASTER + ", sentinelAddresses: ['"
                    + String.join("', '", sentinels.uris()) + "']}}");

            assertThat(run.failed()).isEmpty();
            assertThat(run.passed().get("nodes").detail()).contains(":" + sentinels.primary().port() + ", as the Sentinels say");
        }
        String nobody = "redis://127.0.0.1:" + RedisServer.freePort();
        yaml("{singleServerConfig: {address: '" + nobody + "'}}").failsOnlyAt("tcp", "nothing listens on " + nobody.substring(8));
    }

    private static TestletRun yaml(String configuration) {
        return TestletRun.of(Fixture.settings("", Map.of("yamlConfig", configuration)));
    }
}
