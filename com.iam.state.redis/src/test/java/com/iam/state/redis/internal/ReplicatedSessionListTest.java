package com.iam.state.redis.internal;

import com.iam.state.api.StateRepository;
import com.iam.state.testkit.SessionListContract;

class ReplicatedSessionListTest extends SessionListContract implements ModeTest {

    private final SharedSetUp shared = SharedSetUp.replicated();

    @Override
    public SharedSetUp shared() {
        return shared;
    }

    @Override
    protected StateRepository repository() {
        return shared.repository();
    }
}
