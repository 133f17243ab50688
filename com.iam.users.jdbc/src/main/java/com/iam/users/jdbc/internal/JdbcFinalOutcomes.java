package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import com.iam.users.api.FinalOutcomes;

/**
 * Outcomes on a database: of all that insert one, the primary key lets one succeed. What has ended stands there as a
 * hash only.
 */
final class JdbcFinalOutcomes implements FinalOutcomes {

    /** Longer than clocks differ. */
    private static final Duration KEPT_LONGER = Duration.ofHours(1);
    private static final long BETWEEN_CLEANINGS_IN_NANOS = Duration.ofMinutes(10).toNanos();

    private final Database database;
    private final AtomicLong cleaned = new AtomicLong(System.nanoTime() - BETWEEN_CLEANINGS_IN_NANOS);

    JdbcFinalOutcomes(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> settle(String what, String outcome, Instant keptUntil) {
        String hash = Hashes.of(what);
        return database.run(connection -> {
            cleanNowAndThen(connection);
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

    private void cleanNowAndThen(Connection connection) throws SQLException {
        long last = cleaned.get();
        long now = System.nanoTime();
        if (now - last >= BETWEEN_CLEANINGS_IN_NANOS && cleaned.compareAndSet(last, now)) {
            OutcomeRows.clean(connection, KEPT_LONGER);
        }
    }
}
