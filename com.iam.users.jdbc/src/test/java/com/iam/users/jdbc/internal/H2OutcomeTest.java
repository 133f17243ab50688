package com.iam.users.jdbc.internal;

class H2OutcomeTest extends OutcomeContract {

    @Override
    TestDatabase database() {
        return new H2Database();
    }
}
