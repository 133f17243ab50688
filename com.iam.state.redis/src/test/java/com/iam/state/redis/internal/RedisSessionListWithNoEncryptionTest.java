package com.iam.state.redis.internal;

import com.iam.state.api.provider.StateRepository;
import com.iam.state.testkit.SessionListContract;

class RedisSessionListWithNoEncryptionTest extends SessionListContract implements RedisTest {

    private final SharedRedis shared = new SharedRedis(RealEncryption.none());

    @Override
    public SharedRedis shared() {
        return shared;
    }

    @Override
    protected StateRepository repository() {
        return shared.repository();
    }
}
