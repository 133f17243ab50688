package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.iam.users.api.UserKind;

/** The table {@code session_cut_offs}, and which users are disabled. */
final class CutOffRows {

    /** @param module empty for all modules */
    record Key(NameKey user, String module) {
    }

    private static final String OF_KEY = " WHERE kind = ? AND name_key = ? AND module = ?";

    private CutOffRows() {
    }

    static Optional<Instant> find(Connection connection, Key key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT cut_off_at FROM session_cut_offs" + OF_KEY)) {
            set(select, 1, key);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(instant(rows, 1)) : Optional.empty();
            }
        }
    }

    /** @return whether it was inserted; false if there is one already */
    static boolean insert(Connection connection, Key key, Instant at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO session_cut_offs (kind, name_key, module, cut_off_at) VALUES (?, ?, ?, ?)")) {
            set(insert, 1, key);
            insert.setObject(4, at.atOffset(ZoneOffset.UTC));
            return Database.inserted(insert);
        }
    }

    /** @return whether it was replaced; false if it is another one by now */
    static boolean replace(Connection connection, Key key, Instant expected, Instant next) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE session_cut_offs SET cut_off_at = ?" + OF_KEY + " AND cut_off_at = ?")) {
            update.setObject(1, next.atOffset(ZoneOffset.UTC));
            set(update, 2, key);
            update.setObject(5, expected.atOffset(ZoneOffset.UTC));
            return update.executeUpdate() > 0;
        }
    }

    static Map<Key, Instant> all(Connection connection) throws SQLException {
        Map<Key, Instant> all = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT kind, name_key, module, cut_off_at FROM session_cut_offs");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                all.put(new Key(new NameKey(UserKind.valueOf(rows.getString(1)), rows.getString(2)), rows.getString(3)),
                        instant(rows, 4));
            }
        }
        return all;
    }

    static void clean(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM session_cut_offs WHERE cut_off_at < ?")) {
            delete.setObject(1, before.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }

    static Set<NameKey> disabledUsers(Connection connection) throws SQLException {
        Set<NameKey> disabled = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT kind, name_key FROM users WHERE disabled = TRUE");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                disabled.add(new NameKey(UserKind.valueOf(rows.getString(1)), rows.getString(2)));
            }
        }
        return disabled;
    }

    private static void set(PreparedStatement statement, int first, Key key) throws SQLException {
        statement.setString(first, key.user().kind().name());
        statement.setString(first + 1, key.user().text());
        statement.setString(first + 2, key.module());
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }
}
