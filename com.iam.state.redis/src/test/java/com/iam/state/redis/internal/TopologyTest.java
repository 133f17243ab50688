package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;

class TopologyTest {

    private static Topology topology(Map<String, Object> settings) {
        return Topology.of(new Settings(new HashMap<>(settings)));
    }

    private static void refused(Map<String, Object> settings, String key, String why) {
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> topology(settings))
                .withMessageContaining(why).satisfies(e -> assertThat(e.key()).isEqualTo(key));
    }

    @Test
    void aSingleServerIsTheDefault() {
        assertThat(topology(Map.of("redisUri", "redis://a:1/2")).location()).isEqualTo("redis://a:1/2");
    }

    @Test
    void sentinelsAreAskedForAPrimaryByName() {
        Topology topology = topology(Map.of("mode", "sentinel", "nodeAddresses", new String[] {"rediss://a", "rediss://b:3"},
                "sentinelMasterName", "main", "sentinelUsername", "iam", ".sentinelPassword", "secret"));

        assertThat(topology.uris()).containsExactly("rediss://a:6379", "rediss://b:3");
        assertThat(topology.tls()).isTrue();
        assertThat(topology.toString()).contains("main").doesNotContain("secret");
    }

    @Test
    void whatDoesNotBelongToTheModeIsRefused() {
        String[] nodes = {"redis://a"};
        refused(Map.of("mode", "double"), "mode", "must be single, sentinel, replicated or cluster");
        refused(Map.of("mode", "cluster"), "nodeAddresses", "is missing");
        refused(Map.of("mode", "cluster", "nodeAddresses", nodes, "redisUri", "redis://a"), "redisUri", "use nodeAddresses");
        refused(Map.of("redisUri", "redis://a", "nodeAddresses", nodes), "nodeAddresses", "use redisUri");
        refused(Map.of("mode", "sentinel", "nodeAddresses", nodes), "sentinelMasterName", "is missing");
        refused(Map.of("mode", "replicated", "nodeAddresses", nodes, "sentinelMasterName", "x"), "sentinelMasterName", "no use");
        refused(Map.of("mode", "cluster", "nodeAddresses", new String[] {"redis://a/1"}), "nodeAddresses", "no database");
        refused(Map.of("mode", "replicated", "nodeAddresses", new String[] {"redis://a", "rediss://b"}), "nodeAddresses", "same scheme");
        refused(Map.of("mode", "sentinel", "nodeAddresses", nodes, "sentinelMasterName", "x", "sentinelUsername", "u"),
                ".sentinelPassword", "is missing");
    }
}
