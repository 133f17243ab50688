package com.iam.state.redis.internal;

/** The same in the oldest version of Redis that is promised to do, with the line that {@code ./iam acl --redis-6} prints. */
class OldestRedisTest extends NearCacheTest {

    OldestRedisTest() {
        super(SharedSetUp.nearCache(LeastPrivilege::startOldest));
    }
}
