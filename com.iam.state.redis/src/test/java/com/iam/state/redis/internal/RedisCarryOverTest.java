package com.iam.state.redis.internal;

import com.iam.state.api.StateRepository;
import com.iam.state.testkit.CarryOverContract;

class RedisCarryOverTest extends CarryOverContract implements RedisTest {

    private final SharedRedis shared = new SharedRedis();

    @Override
    public SharedRedis shared() {
        return shared;
    }

    @Override
    protected StateRepository repository() {
        return shared.repository();
    }
}
