package com.iam.state.redis.internal;

class NearCacheTest extends NearCacheContracts {

    NearCacheTest() {
        super(SharedSetUp.nearCache());
    }
}
