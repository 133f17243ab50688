package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Writes what each log-in writes, in the table that it writes to: a database that only reads lets no user in. One row for each process, of
 * a kind that no attempt has; it is cleaned away like any other.
 */
final class WriteProbe {

    private static final String KIND = "CHECK";

    private final String id = UUID.randomUUID().toString();

    void write(Connection connection) throws SQLException {
        if (!execute(connection, "UPDATE login_attempts SET last_failure_at = CURRENT_TIMESTAMP WHERE kind = ? AND name_hash = ?")) {
            execute(connection, "INSERT INTO login_attempts (kind, name_hash, failures, last_failure_at)"
                    + " VALUES (?, ?, 0, CURRENT_TIMESTAMP)");
        }
    }

    /** @return whether there is such a row now: two calls of this process may insert it at once */
    private boolean execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, KIND);
            statement.setString(2, id);
            return Database.changed(statement);
        }
    }
}
