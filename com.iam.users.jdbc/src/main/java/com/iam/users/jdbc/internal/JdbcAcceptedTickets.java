package com.iam.users.jdbc.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.iam.users.api.AcceptedTickets;

/** The accepted tickets on a database: of all that insert one, the primary key lets one succeed. It has hashes of them only. */
final class JdbcAcceptedTickets implements AcceptedTickets {

    private final Database database;
    private final Cleaning cleaning;

    JdbcAcceptedTickets(Database database, Cleaning cleaning) {
        this.database = database;
        this.cleaning = cleaning;
    }

    @Override
    public boolean accept(String issuer, String id, Instant expiresAt) {
        String hash = Hashes.of(issuer, id);
        return database.run(connection -> {
            cleaning.nowAndThen(connection);
            return TicketRows.insert(connection, hash, expiresAt.truncatedTo(ChronoUnit.MILLIS));
        });
    }
}
