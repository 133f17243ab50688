package com.iam.users.jdbc.internal;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresCutOffTest extends CutOffContract {

    @RegisterExtension
    static final PostgresDatabase POSTGRES = new PostgresDatabase();

    @Override
    TestDatabase database() {
        return POSTGRES;
    }
}
