package com.iam.state.redis.internal;

import com.iam.state.api.provider.StateRepository;
import com.iam.state.testkit.SessionEndContract;

class RedisSessionEndTest extends SessionEndContract implements RedisTest {

    private final SharedRedis shared = new SharedRedis(RealEncryption.aes());

    @Override
    public SharedRedis shared() {
        return shared;
    }

    @Override
    protected StateRepository repository() {
        return shared.repository();
    }

    @Override
    protected void sweep() {
        shared.fixture().store.sweep(Fixture.soon());
    }
}
