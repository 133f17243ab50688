package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The table {@code accepted_tickets}: what lets in once, tickets and one-time codes. What was cleaned away may have been used, so nothing
 * that had expired by then is inserted any more, whatever the clock says now.
 */
final class TicketRows {

    /** No hash: the row that says up to when all have been removed. */
    private static final String CLEANED = "cleaned";

    private TicketRows() {
    }

    /** @return whether it was inserted; false if it is there already, or may have been */
    static boolean insert(Connection connection, String hash, Instant expiresAt) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO accepted_tickets (ticket_hash, expires_at)"
                + " SELECT CAST(? AS VARCHAR(64)), CAST(? AS TIMESTAMP(3) WITH TIME ZONE) WHERE NOT EXISTS"
                + " (SELECT 1 FROM accepted_tickets WHERE ticket_hash = ? AND expires_at > ?)")) {
            insert.setString(1, hash);
            insert.setObject(2, expiresAt.atOffset(ZoneOffset.UTC));
            insert.setString(3, CLEANED);
            insert.setObject(4, expiresAt.atOffset(ZoneOffset.UTC));
            return Database.changed(insert);
        }
    }

    /** Removes those that had expired by then, having noted so. */
    static void clean(Connection connection, Instant then) throws SQLException {
        if (!insert(connection, CLEANED, then)) {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE accepted_tickets SET expires_at = ? WHERE ticket_hash = ? AND expires_at < ?")) {
                update.setObject(1, then.atOffset(ZoneOffset.UTC));
                update.setString(2, CLEANED);
                update.setObject(3, then.atOffset(ZoneOffset.UTC));
                update.executeUpdate();
            }
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM accepted_tickets WHERE expires_at < ? AND ticket_hash <> ?")) {
            delete.setObject(1, then.atOffset(ZoneOffset.UTC));
            delete.setString(2, CLEANED);
            delete.executeUpdate();
        }
    }
}
