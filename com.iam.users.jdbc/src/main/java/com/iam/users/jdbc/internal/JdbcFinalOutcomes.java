package com.iam.users.jdbc.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.iam.users.api.FinalOutcomes;

/**
 * Outcomes on a database: of all that insert one, the primary key lets one succeed. What has ended stands there as a
 * hash only.
 */
final class JdbcFinalOutcomes implements FinalOutcomes {

    private final Database database;
    private final Cleaning cleaning;

    JdbcFinalOutcomes(Database database, Cleaning cleaning) {
        this.database = database;
        this.cleaning = cleaning;
    }

    @Override
    public Optional<String> settle(String what, String outcome, Instant keptUntil) {
        String hash = Hashes.of(what);
        return database.run(connection -> {
            cleaning.nowAndThen(connection);
            Optional<String> before = Optional.empty();
            while (!OutcomeRows.insert(connection, hash, outcome, keptUntil.truncatedTo(ChronoUnit.MILLIS))
                    && before.isEmpty()) {
                // Empty if it was cleaned away in this moment: then it may be settled again.
                before = OutcomeRows.find(connection, hash);
            }
            return before;
        });
    }

    @Override
    public Optional<String> of(String what) {
        return database.run(connection -> OutcomeRows.find(connection, Hashes.of(what)));
    }
}
