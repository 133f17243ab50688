package com.iam.state.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

import com.iam.state.testkit.RedisServer;

/** All that a repository promises, with a near cache, and with no more permissions than {@code ./iam acl} prints. */
abstract class NearCacheContracts extends AllContracts {

    NearCacheContracts(SharedSetUp shared) {
        super(shared);
    }

    @AfterEach
    void redisRefusedNothing() {
        assertThat(LeastPrivilege.refused((RedisServer) shared.servers())).isEmpty();
    }

    @AfterAll
    void readsWereAnsweredFromCopiesAndTheCacheWasWhole() {
        assertThat(shared.repository().info().nearCache()).hasValueSatisfying(cache -> {
            System.out.println("near cache: " + cache);
            assertThat(cache.hits()).isPositive();
        });
    }
}
