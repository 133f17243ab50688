package com.iam.state.redis.internal;

class ClusterTest extends AllContracts {

    ClusterTest() {
        super(SharedSetUp.cluster());
    }
}
