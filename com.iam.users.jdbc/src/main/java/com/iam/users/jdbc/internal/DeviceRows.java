package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The table {@code devices}. */
final class DeviceRows {

    private static final String OF_USER = " WHERE kind = ? AND name_key = ?";
    private static final String ONE = OF_USER + " AND device_hash = ?";

    private DeviceRows() {
    }

    static boolean isKnown(Connection connection, NameKey key, String hash) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM devices" + ONE)) {
            select.setString(1, key.kind().name());
            select.setString(2, key.text());
            select.setString(3, hash);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** @return whether it is known */
    static boolean use(Connection connection, NameKey key, String hash, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE devices SET last_used_at = ?" + ONE)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setString(2, key.kind().name());
            update.setString(3, key.text());
            update.setString(4, hash);
            return update.executeUpdate() == 1;
        }
    }

    /** @return whether it was kept; false if there is no such user */
    static boolean insert(Connection connection, NameKey key, String hash, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO devices (kind, name_key, device_hash, last_used_at) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, key.kind().name());
            insert.setString(2, key.text());
            insert.setString(3, hash);
            insert.setObject(4, now.atOffset(ZoneOffset.UTC));
            return Database.inserted(insert);
        }
    }

    /** Removes those of a user that were used least lately, so that no more than so many stay. */
    static void keepLatest(Connection connection, NameKey key, int number) throws SQLException {
        Optional<OffsetDateTime> oldest = lastUse(connection, key, number);
        if (oldest.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM devices" + OF_USER + " AND last_used_at <= ?")) {
            delete.setString(1, key.kind().name());
            delete.setString(2, key.text());
            delete.setObject(3, oldest.get());
            delete.executeUpdate();
        }
    }

    /** When the first one of those was used that come after so many; empty if there are no more. */
    private static Optional<OffsetDateTime> lastUse(Connection connection, NameKey key, int number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT last_used_at FROM devices" + OF_USER
                + " ORDER BY last_used_at DESC OFFSET " + number + " ROWS FETCH FIRST 1 ROWS ONLY")) {
            select.setString(1, key.kind().name());
            select.setString(2, key.text());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1, OffsetDateTime.class)) : Optional.empty();
            }
        }
    }

    /** Removes those that nobody has used since. */
    static void clean(Connection connection, Instant since) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM devices WHERE last_used_at < ?")) {
            delete.setObject(1, since.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }
}
