package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;

/** All that a repository promises, with a near cache in a Cluster. */
class NearCacheClusterTest extends AllContracts {

    NearCacheClusterTest() {
        super(SharedSetUp.cluster(cluster -> { }, Fixture.NEAR_CACHE));
    }

    @AfterAll
    void readsWereAnsweredFromCopies() {
        assertThat(shared.repository().info().nearCache()).hasValueSatisfying(cache -> {
            System.out.println("near cache in a Cluster: " + cache);
            assertThat(cache.hits()).isPositive();
        });
    }
}
