package com.iam.state.redis.internal;

import com.iam.state.api.StateRepository;
import com.iam.state.testkit.StateRepositoryContract;

class MutualTlsStateRepositoryTest extends StateRepositoryContract implements ModeTest {

    private final SharedSetUp shared = SharedSetUp.tls();

    @Override
    public SharedSetUp shared() {
        return shared;
    }

    @Override
    protected StateRepository repository() {
        return shared.repository();
    }
}
