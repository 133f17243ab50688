package com.iam.users.jdbc.internal;

class H2CutOffTest extends CutOffContract {

    @Override
    TestDatabase database() {
        return new H2Database();
    }
}
