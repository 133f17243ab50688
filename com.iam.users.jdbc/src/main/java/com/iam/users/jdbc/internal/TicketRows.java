package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** The table {@code accepted_tickets}. */
final class TicketRows {

    private TicketRows() {
    }

    /** @return whether it was inserted; false if it is there already */
    static boolean insert(Connection connection, String hash, Instant expiresAt) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO accepted_tickets (ticket_hash, expires_at) VALUES (?, ?)")) {
            insert.setString(1, hash);
            insert.setObject(2, expiresAt.atOffset(ZoneOffset.UTC));
            return Database.inserted(insert);
        }
    }

    /** Removes those that had expired by then. */
    static void clean(Connection connection, Instant then) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM accepted_tickets WHERE expires_at < ?")) {
            delete.setObject(1, then.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }
}
