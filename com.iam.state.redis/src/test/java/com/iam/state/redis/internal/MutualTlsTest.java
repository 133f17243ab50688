package com.iam.state.redis.internal;

class MutualTlsTest extends AllContracts {

    MutualTlsTest() {
        super(SharedSetUp.tls());
    }
}
