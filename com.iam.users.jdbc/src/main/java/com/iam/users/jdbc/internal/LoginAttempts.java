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

    record Count(int failures, Instant last) {
    }

    /** Whether an attempt may go on. */
    sealed interface Reservation {
    }

    /** It may, and is counted as a failure so far: in place of what was there before, if anything. */
    record Counted(Optional<Count> before, Count now) implements Reservation {
    }

    /** It comes too early by this time, and is not counted. */
    record TooEarly(Duration rest) implements Reservation {
    }

    private final ThrottlePolicy policy;

    LoginAttempts(ThrottlePolicy policy) {
        this.policy = policy;
    }

    Reservation reserve(Connection connection, AttemptKey key, Instant clockTime) throws SQLException {
        Instant now = clockTime.truncatedTo(ChronoUnit.MILLIS);
        for (int race = 0; race < MAXIMUM_RACES; race++) {
            Optional<Count> found = find(connection, key);
            if (found.isEmpty()) {
                Count first = new Count(1, now);
                if (insert(connection, key, first)) {
                    return new Counted(found, first);
                }
                continue;
            }
            Count count = found.get();
            boolean forgotten = count.last.plus(policy.forgottenAfter()).isBefore(now);
            int failures = forgotten ? 0 : count.failures;
            Duration wait = Duration.between(now, count.last.plus(policy.waitAfter(failures)));
            if (failures >= policy.failuresAllowed() && wait.compareTo(Duration.ZERO) > 0) {
                return new TooEarly(wait);
            }
            Count next = new Count(failures + 1, now);
            if (replace(connection, key, count, next)) {
                return new Counted(found, next);
            }
        }
        return new TooEarly(Duration.ofSeconds(1));
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

    /**
     * The password was not looked at after all: everything is as if nobody had tried, the wait since the failure before
     * included. Attempts that were counted meanwhile stay counted, and the wait is then reckoned from them.
     */
    void giveBack(Connection connection, AttemptKey key, Counted attempt) throws SQLException {
        boolean undone = attempt.before.isEmpty()
                ? remove(connection, key, attempt.now)
                : replace(connection, key, attempt.now, attempt.before.get());
        if (!undone) {
            uncount(connection, key);
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

    private static boolean insert(Connection connection, AttemptKey key, Count first) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO login_attempts"
                + " (kind, name_hash, failures, last_failure_at) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, key.kind());
            insert.setString(2, key.hash());
            insert.setInt(3, first.failures);
            insert.setObject(4, first.last.atOffset(ZoneOffset.UTC));
            return Database.inserted(insert);
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

    private static boolean remove(Connection connection, AttemptKey key, Count expected) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM login_attempts"
                + " WHERE kind = ? AND name_hash = ? AND failures = ? AND last_failure_at = ?")) {
            delete.setString(1, key.kind());
            delete.setString(2, key.hash());
            delete.setInt(3, expected.failures);
            delete.setObject(4, expected.last.atOffset(ZoneOffset.UTC));
            return delete.executeUpdate() == 1;
        }
    }

    private static void uncount(Connection connection, AttemptKey key) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE login_attempts"
                + " SET failures = failures - 1 WHERE kind = ? AND name_hash = ? AND failures > 0")) {
            update.setString(1, key.kind());
            update.setString(2, key.hash());
            update.executeUpdate();
        }
    }
}
