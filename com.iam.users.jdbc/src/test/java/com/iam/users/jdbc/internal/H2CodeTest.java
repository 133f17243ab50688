package com.iam.users.jdbc.internal;

class H2CodeTest extends CodeContract {

    @Override
    TestDatabase database() {
        return new H2Database();
    }
}
