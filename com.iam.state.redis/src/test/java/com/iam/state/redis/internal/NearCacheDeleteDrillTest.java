package com.iam.state.redis.internal;

import java.util.Map;

/** The same with near caches. */
class NearCacheDeleteDrillTest extends DeleteDrillTest {

    @Override
    Map<String, Object> settings() {
        return Fixture.NEAR_CACHE;
    }
}
