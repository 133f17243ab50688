package com.iam.state.redis.internal;

/** With a near cache in the oldest version of Redis that is promised to do, with the line that {@code ./iam acl --redis-6} prints. */
class OldestRedisTest extends NearCacheContracts {

    OldestRedisTest() {
        super(SharedSetUp.nearCache(LeastPrivilege::startOldest));
    }
}
