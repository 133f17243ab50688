package com.iam.users.jdbc.internal;

class H2UserDirectoryTest extends UserDirectoryContract {

    @Override
    TestDatabase database() {
        return new H2Database();
    }
}
