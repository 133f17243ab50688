package com.iam.state.redis.internal;

import com.iam.state.testkit.RedisServer;

/** What refuses in the oldest version of Redis says it in other words. */
class RefusalsOfOldestRedisTest extends RefusalsTest {

    @Override
    RedisServer server() {
        return LeastPrivilege.startOldest();
    }

    @Override
    boolean knowsPexpiretime() {
        return false;
    }
}
