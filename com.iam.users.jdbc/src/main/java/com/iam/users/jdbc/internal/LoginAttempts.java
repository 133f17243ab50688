package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.iam.support.throttle.ThrottlePolicy;
import com.iam.users.jdbc.internal.AttemptRows.Count;

/**
 * Counts the failures of each name, known or not. An attempt is counted as a failure <em>before</em> the password or
 * code is looked at, by a compare-and-set in the database, so that guesses in parallel, on whatever instances, cannot slip
 * through; success takes it back. No wait is longer than the policy says, whatever becomes of the clock: a failure that lies ahead
 * counts as one of now.
 */
final class LoginAttempts {

    /** Each lost race means that another attempt was counted, so the limit is reached long before this. */
    private static final int MAXIMUM_RACES = 200;
    /** What was counted ahead of the time by less is left as it is: threads look at the clock one after the other. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);
    /** Nothing is looked at for so long: the instance that did has died. */
    private static final Duration UNDER_WAY_AT_MOST = Duration.ofSeconds(10);

    /** Whether an attempt may go on. */
    sealed interface Reservation {
    }

    /** It may, and is counted as a failure so far: in place of what was there before, if anything. */
    record Counted(Optional<Count> before, Count now) implements Reservation {
    }

    /**
     * It comes too early by this time, and is not counted.
     *
     * @param undecided whether some of the attempts that were counted are being looked at: one that is right takes all of them back
     */
    record TooEarly(Duration rest, boolean undecided) implements Reservation {
    }

    private final ThrottlePolicy policy;

    LoginAttempts(ThrottlePolicy policy) {
        this.policy = policy;
    }

    /**
     * @param arrived when the attempt came, if it has waited for the outcome of others: what has been counted since is not over because
     *     it has waited
     */
    Reservation reserve(Connection connection, AttemptKey key, Instant clockTime, Instant arrived) throws SQLException {
        Instant now = clockTime.truncatedTo(ChronoUnit.MILLIS);
        for (int race = 0; race < MAXIMUM_RACES; race++) {
            Optional<Count> found = AttemptRows.find(connection, key);
            if (found.isEmpty()) {
                Count first = new Count(1, now, 1);
                if (AttemptRows.insert(connection, key, first)) {
                    return new Counted(found, first);
                }
                continue;
            }
            Count count = found.get();
            if (count.last().isAfter(now.plus(TOLERANCE))) {
                AttemptRows.replace(connection, key, count, new Count(count.failures(), now, 0));
                continue;
            }
            Optional<TooEarly> early = tooEarly(count, now, arrived);
            if (early.isPresent()) {
                return early.get();
            }
            Count next = new Count(failures(count, now) + 1, now, underWay(count, now) + 1);
            if (AttemptRows.replace(connection, key, count, next)) {
                return new Counted(found, next);
            }
        }
        return new TooEarly(Duration.ofSeconds(1), false);
    }

    /** After a success. */
    void clear(Connection connection, AttemptKey key) throws SQLException {
        AttemptRows.delete(connection, key);
    }

    /** After a failure: it stays counted, and nothing waits for its outcome any more. */
    void failed(Connection connection, AttemptKey key) throws SQLException {
        AttemptRows.decided(connection, key);
    }

    /**
     * The password was not looked at after all: everything is as if nobody had tried, the wait since the failure before
     * included. Attempts that were counted meanwhile stay counted, and the wait is then reckoned from them.
     */
    void giveBack(Connection connection, AttemptKey key, Counted attempt) throws SQLException {
        boolean undone = attempt.before.isEmpty()
                ? AttemptRows.remove(connection, key, attempt.now)
                : AttemptRows.replace(connection, key, attempt.now, attempt.before.get());
        if (!undone) {
            AttemptRows.uncount(connection, key);
        }
    }

    /** Removes what is too old to matter. */
    void clean(Connection connection, Instant now) throws SQLException {
        AttemptRows.clean(connection, now.minus(policy.forgottenAfter()));
    }

    private Optional<TooEarly> tooEarly(Count count, Instant now, Instant arrived) {
        int failures = failures(count, now);
        Duration wait = policy.waitAfter(failures);
        if (failures < policy.failuresAllowed() || !arrived.isBefore(count.last().plus(wait))) {
            return Optional.empty();
        }
        Duration rest = Duration.between(now, count.last().plus(wait));
        Duration atLeast = Duration.ofMillis(1);
        Duration bounded = rest.compareTo(wait) > 0 ? wait : rest.compareTo(atLeast) < 0 ? atLeast : rest;
        return Optional.of(new TooEarly(bounded, underWay(count, now) > 0));
    }

    private int failures(Count count, Instant now) {
        return count.last().plus(policy.forgottenAfter()).isBefore(now) ? 0 : count.failures();
    }

    private static int underWay(Count count, Instant now) {
        return count.last().plus(UNDER_WAY_AT_MOST).isBefore(now) ? 0 : count.underWay();
    }
}
