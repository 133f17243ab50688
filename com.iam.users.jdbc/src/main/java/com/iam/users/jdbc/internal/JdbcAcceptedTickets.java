package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.iam.users.api.AcceptedTickets;

/**
 * The accepted tickets on a database: of all that insert one, the primary key lets one succeed. It has hashes of them
 * only.
 */
final class JdbcAcceptedTickets implements AcceptedTickets {

    /**
     * Longer than clocks of instances differ: one that is fast must not forget what one that is slow still accepts.
     */
    static final Duration KEPT_LONGER = Duration.ofHours(1);
    private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(10);

    private final Database database;
    private final Clock clock;
    private final AtomicReference<Instant> cleaned = new AtomicReference<>(Instant.MIN);

    JdbcAcceptedTickets(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public boolean accept(String issuer, String id, Instant expiresAt) {
        String hash = Hashes.of(issuer, id);
        return database.run(connection -> {
            cleanNowAndThen(connection, clock.instant());
            return TicketRows.insert(connection, hash, expiresAt.truncatedTo(ChronoUnit.MILLIS));
        });
    }

    private void cleanNowAndThen(Connection connection, Instant now) throws SQLException {
        Instant last = cleaned.get();
        boolean due = last.equals(Instant.MIN) || last.plus(BETWEEN_CLEANINGS).isBefore(now);
        if (due && cleaned.compareAndSet(last, now)) {
            TicketRows.clean(connection, now.minus(KEPT_LONGER));
        }
    }
}
