package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The table {@code login_attempts}. */
final class AttemptRows {

    private static final String ONE = " WHERE kind = ? AND name_hash = ?";
    private static final String UNCHANGED = ONE + " AND failures = ? AND last_failure_at = ? AND under_way = ?";

    /** @param underWay how many of the failures may yet turn out right */
    record Count(int failures, Instant last, int underWay) {
    }

    private AttemptRows() {
    }

    static Optional<Count> find(Connection connection, AttemptKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT failures, last_failure_at, under_way FROM login_attempts" + ONE)) {
            key(select, 1, key);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(new Count(rows.getInt(1),
                        rows.getObject(2, OffsetDateTime.class).toInstant(), rows.getInt(3))) : Optional.empty();
            }
        }
    }

    /** @return whether there was none yet */
    static boolean insert(Connection connection, AttemptKey key, Count first) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO login_attempts"
                + " (failures, last_failure_at, under_way, kind, name_hash) VALUES (?, ?, ?, ?, ?)")) {
            count(insert, 1, first);
            key(insert, 4, key);
            return Database.inserted(insert);
        }
    }

    /** @return whether what was expected was still there */
    static boolean replace(Connection connection, AttemptKey key, Count expected, Count next) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE login_attempts"
                + " SET failures = ?, last_failure_at = ?, under_way = ?" + UNCHANGED)) {
            count(update, 1, next);
            key(update, 4, key);
            count(update, 6, expected);
            return update.executeUpdate() == 1;
        }
    }

    /** @return whether what was expected was still there */
    static boolean remove(Connection connection, AttemptKey key, Count expected) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM login_attempts" + UNCHANGED)) {
            key(delete, 1, key);
            count(delete, 3, expected);
            return delete.executeUpdate() == 1;
        }
    }

    static void delete(Connection connection, AttemptKey key) throws SQLException {
        execute(connection, "DELETE FROM login_attempts" + ONE, key);
    }

    /** One failure less, of those that were under way. */
    static void uncount(Connection connection, AttemptKey key) throws SQLException {
        execute(connection, "UPDATE login_attempts SET failures = failures - 1,"
                + " under_way = CASE WHEN under_way > 0 THEN under_way - 1 ELSE 0 END" + ONE + " AND failures > 0", key);
    }

    /** One less is under way. */
    static void decided(Connection connection, AttemptKey key) throws SQLException {
        execute(connection, "UPDATE login_attempts SET under_way = under_way - 1" + ONE + " AND under_way > 0", key);
    }

    /** Removes those without a failure since then. */
    static void clean(Connection connection, Instant then) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM login_attempts WHERE last_failure_at < ?")) {
            delete.setObject(1, then.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql, AttemptKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            key(statement, 1, key);
            statement.executeUpdate();
        }
    }

    private static void key(PreparedStatement statement, int at, AttemptKey key) throws SQLException {
        statement.setString(at, key.kind());
        statement.setString(at + 1, key.hash());
    }

    private static void count(PreparedStatement statement, int at, Count count) throws SQLException {
        statement.setInt(at, count.failures);
        statement.setObject(at + 1, count.last.atOffset(ZoneOffset.UTC));
        statement.setInt(at + 2, count.underWay);
    }
}
