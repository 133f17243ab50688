package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.redisson.client.RedisClusterDownException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisTryAgainException;

import com.iam.state.api.StateUnavailableException;

class ClusterFailuresTest {

    @Test
    void aWriteThatNoNodeTookIsKnownNotToHaveBeenApplied() {
        for (Throwable failure : List.of(new RedisClusterDownException("CLUSTERDOWN {iam:1:login:00}"),
                new RedisTryAgainException("TRYAGAIN"), new RedisNodeNotFoundException("slot 5"))) {
            StateUnavailableException said = Failures.of(failure, true);
            assertThat(said).hasMessage("part of the Redis Cluster is not served just now");
            assertThat(said.isOutcomeUnknown()).isFalse();
        }
    }
}
