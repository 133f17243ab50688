package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.iam.state.support.throttle.ThrottlePolicy;

/**
 * Counts the failures of each name, known or not. An attempt is counted as a failure <em>before</em> the password or
 * code is looked at, by a compare-and-set in the database, so that guesses in parallel, on whatever instances, cannot slip
 * through; success takes it back. Clocks of instances should agree to a second or so: a wait is judged by the clock of
 * the instance that is asked.
 */
final class LoginAttempts {

    /** Each lost race means that somebody else counted an attempt, so the limit is reached long before this. */
    private static final int MAXIMUM_RACES = 200;

    private record Count(int failures, Instant last) {
    }

    private final ThrottlePolicy policy;

    LoginAttempts(ThrottlePolicy policy) {
        this.policy = policy;
    }

    /** Empty if the attempt may go on (and is counted as a failure so far); otherwise how long to wait. */
    Optional<Duration> reserve(Connection connection, AttemptKey key, Instant clockTime) throws SQLException {
        Instant now = clockTime.truncatedTo(ChronoUnit.MILLIS);
        for (int race = 0; race < MAXIMUM_RACES; race++) {
            Optional<Count> found = find(connection, key);
            if (found.isEmpty()) {
                if (insert(connection, key, now)) {
                    return Optional.empty();
                }
                continue;
            }
            Count count = found.get();
            boolean forgotten = count.last.plus(policy.forgottenAfter()).isBefore(now);
            int failures = forgotten ? 0 : count.failures;
            Duration wait = Duration.between(now, count.last.plus(policy.waitAfter(failures)));
            if (failures >= policy.failuresAllowed() && wait.compareTo(Duration.ZERO) > 0) {
                return Optional.of(wait);
            }
            if (replace(connection, key, count, new Count(failures + 1, now))) {
                return Optional.empty();
            }
        }
        return Optional.of(Duration.ofSeconds(1));
    }

    /** After a success. */
    void clear(Connection connection, AttemptKey key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM login_attempts WHERE kind = ? AND name_hash = ?")) {
            delete.setString(1, key.kind());
            delete.setString(2, key.hash());
            delete.executeUpdate();
        }
    }

    /** The password was not looked at after all. */
    void giveBack(Connection connection, AttemptKey key) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE login_attempts"
                + " SET failures = failures - 1 WHERE kind = ? AND name_hash = ? AND failures > 0")) {
            update.setString(1, key.kind());
            update.setString(2, key.hash());
            update.executeUpdate();
        }
    }

    /** Removes what is too old to matter. */
    void clean(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM login_attempts WHERE last_failure_at < ?")) {
            delete.setObject(1, now.minus(policy.forgottenAfter()).atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }

    private static Optional<Count> find(Connection connection, AttemptKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT failures, last_failure_at FROM login_attempts WHERE kind = ? AND name_hash = ?")) {
            select.setString(1, key.kind());
            select.setString(2, key.hash());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Count(rows.getInt(1), rows.getObject(2, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        }
    }

    private static boolean insert(Connection connection, AttemptKey key, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO login_attempts"
                + " (kind, name_hash, failures, last_failure_at) VALUES (?, ?, 1, ?)")) {
            insert.setString(1, key.kind());
            insert.setString(2, key.hash());
            insert.setObject(3, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (Database.isConstraint(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean replace(Connection connection, AttemptKey key, Count expected, Count next)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE login_attempts"
                + " SET failures = ?, last_failure_at = ?"
                + " WHERE kind = ? AND name_hash = ? AND failures = ? AND last_failure_at = ?")) {
            update.setInt(1, next.failures);
            update.setObject(2, next.last.atOffset(ZoneOffset.UTC));
            update.setString(3, key.kind());
            update.setString(4, key.hash());
            update.setInt(5, expected.failures);
            update.setObject(6, expected.last.atOffset(ZoneOffset.UTC));
            return update.executeUpdate() == 1;
        }
    }
}
