package com.iam.state.redis.internal;

/** All that a repository promises, with a near cache and Sentinels. */
class NearCacheSentinelTest extends AllContracts {

    NearCacheSentinelTest() {
        super(SharedSetUp.sentinel(sentinels -> { }, Fixture.NEAR_CACHE));
    }
}
