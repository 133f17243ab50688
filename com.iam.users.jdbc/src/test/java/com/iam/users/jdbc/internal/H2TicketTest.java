package com.iam.users.jdbc.internal;

class H2TicketTest extends TicketContract {

    @Override
    TestDatabase database() {
        return new H2Database();
    }
}
