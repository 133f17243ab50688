package com.iam.state.redis.internal;

class SentinelTest extends AllContracts {

    SentinelTest() {
        super(SharedSetUp.sentinel());
    }
}
