package com.iam.state.redis.internal;

import com.iam.state.api.provider.StateRepository;
import com.iam.state.testkit.SessionListContract;

class RedisSessionListTest extends SessionListContract implements RedisTest {

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
