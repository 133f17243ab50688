package com.iam.state.redis.internal;

class ReplicatedTest extends AllContracts {

    ReplicatedTest() {
        super(SharedSetUp.replicated());
    }
}
