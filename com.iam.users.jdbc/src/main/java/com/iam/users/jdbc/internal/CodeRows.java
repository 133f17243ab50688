package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The table {@code code_secrets}. */
final class CodeRows {

    /** @param name as it was written when the user was added */
    record Row(String name, boolean disabled, String secret) {
    }

    private CodeRows() {
    }

    static Optional<Row> find(Connection connection, NameKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT u.name, u.disabled, c.secret"
                + " FROM users u JOIN code_secrets c ON c.kind = u.kind AND c.name_key = u.name_key"
                + " WHERE u.kind = ? AND u.name_key = ?")) {
            select.setString(1, key.kind().name());
            select.setString(2, key.text());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Row(rows.getString(1), rows.getBoolean(2), rows.getString(3)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Uses up the code of a step, and all before it: a compare-and-set, so of several that try one succeeds.
     *
     * @param secret that the code was made with: another one by now has steps of its own
     * @param latest that can be used now: one beyond was used while the clock was ahead, and does not keep others from being used
     */
    static boolean use(Connection connection, NameKey key, String secret, long step, long latest) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE code_secrets SET last_step = ?"
                + " WHERE kind = ? AND name_key = ? AND secret = ? AND (last_step < ? OR last_step > ?)")) {
            update.setLong(1, step);
            update.setString(2, key.kind().name());
            update.setString(3, key.text());
            update.setString(4, secret);
            update.setLong(5, step);
            update.setLong(6, latest);
            return update.executeUpdate() == 1;
        }
    }

    /** @return whether it was kept; false if there is no such user */
    static boolean put(Connection connection, NameKey key, String secret) throws SQLException {
        // Inserting fails if somebody else has just done so, which replacing then finds, or if there is no such user.
        return replace(connection, key, secret) || insert(connection, key, secret) || replace(connection, key, secret);
    }

    private static boolean replace(Connection connection, NameKey key, String secret) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE code_secrets SET secret = ?, last_step = 0 WHERE kind = ? AND name_key = ?")) {
            update.setString(1, secret);
            update.setString(2, key.kind().name());
            update.setString(3, key.text());
            return update.executeUpdate() == 1;
        }
    }

    private static boolean insert(Connection connection, NameKey key, String secret) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO code_secrets (kind, name_key, secret, last_step) VALUES (?, ?, ?, 0)")) {
            insert.setString(1, key.kind().name());
            insert.setString(2, key.text());
            insert.setString(3, secret);
            return Database.inserted(insert);
        }
    }
}
