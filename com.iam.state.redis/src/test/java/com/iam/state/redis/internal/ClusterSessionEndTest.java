package com.iam.state.redis.internal;

import com.iam.state.api.StateRepository;
import com.iam.state.testkit.SessionEndContract;

class ClusterSessionEndTest extends SessionEndContract implements ModeTest {

    private final SharedSetUp shared = SharedSetUp.cluster();

    @Override
    public SharedSetUp shared() {
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
