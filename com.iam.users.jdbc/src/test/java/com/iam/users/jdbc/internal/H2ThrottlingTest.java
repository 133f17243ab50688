package com.iam.users.jdbc.internal;

class H2ThrottlingTest extends ThrottlingContract {

    @Override
    TestDatabase database() {
        return new H2Database();
    }
}
