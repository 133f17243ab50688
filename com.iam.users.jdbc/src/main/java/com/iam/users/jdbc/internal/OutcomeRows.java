package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** The table {@code final_outcomes}. */
final class OutcomeRows {

    private OutcomeRows() {
    }

    /** @return whether it was inserted; false if there is one already */
    static boolean insert(Connection connection, String hash, String outcome, Instant keptUntil) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO final_outcomes (what_hash, outcome, kept_until) VALUES (?, ?, ?)")) {
            insert.setString(1, hash);
            insert.setString(2, outcome);
            insert.setObject(3, keptUntil.atOffset(ZoneOffset.UTC));
            return Database.inserted(insert);
        }
    }

    static Optional<String> find(Connection connection, String hash) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT outcome FROM final_outcomes WHERE what_hash = ?")) {
            select.setString(1, hash);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Removes those that needed not be kept any more by then. */
    static void clean(Connection connection, Instant then) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM final_outcomes WHERE kept_until < ?")) {
            delete.setObject(1, then.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }
}
