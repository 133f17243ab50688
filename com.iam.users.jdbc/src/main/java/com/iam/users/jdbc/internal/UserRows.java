package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import com.iam.users.api.UserKind;

/** The table {@code users}. */
final class UserRows {

    /** @param name as it was written when the user was added */
    record Row(String name, String passwordHash, boolean disabled) {
    }

    private UserRows() {
    }

    static Optional<Row> find(Connection connection, NameKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT name, password_hash, disabled FROM users WHERE kind = ? AND name_key = ?")) {
            select.setString(1, key.kind().name());
            select.setString(2, key.text());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Row(rows.getString(1), rows.getString(2), rows.getBoolean(3)))
                        : Optional.empty();
            }
        }
    }

    static boolean any(Connection connection, UserKind kind) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT 1 FROM users WHERE kind = ? FETCH FIRST 1 ROWS ONLY")) {
            select.setString(1, kind.name());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** @return whether it was inserted; false if there is such a user already */
    static boolean insert(Connection connection, NameKey key, String name, String passwordHash, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO users"
                + " (kind, name_key, name, password_hash, created_at, disabled) VALUES (?, ?, ?, ?, ?, FALSE)")) {
            insert.setString(1, key.kind().name());
            insert.setString(2, key.text());
            insert.setString(3, name);
            insert.setString(4, passwordHash);
            insert.setObject(5, now.atOffset(ZoneOffset.UTC));
            return Database.inserted(insert);
        }
    }

    /** Changes nothing if the hash is another one by now: a password changed meanwhile must stay changed. */
    static void replaceHash(Connection connection, NameKey key, String expected, String next) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE users SET password_hash = ? WHERE kind = ? AND name_key = ? AND password_hash = ?")) {
            update.setString(1, next);
            update.setString(2, key.kind().name());
            update.setString(3, key.text());
            update.setString(4, expected);
            update.executeUpdate();
        }
    }
}
