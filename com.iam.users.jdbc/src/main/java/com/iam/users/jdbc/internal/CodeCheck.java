package com.iam.users.jdbc.internal;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import com.iam.users.api.User;
import com.iam.users.api.Verification;

/** Checks one-time codes against the database, which knows what was used already, by whatever instance. */
final class CodeCheck {

    private final LoginAttempts attempts;
    private final SecureRandom random;
    private final Clocks clocks;
    /** Nobody's: what is made with it costs what it costs with a user's. */
    private final String nobodys;

    CodeCheck(LoginAttempts attempts, SecureRandom random, Clocks clocks) {
        this.attempts = attempts;
        this.random = random;
        this.clocks = clocks;
        this.nobodys = OneTimeCodes.newSecret(random);
    }

    Verification check(Connection connection, NameKey key, String code) throws SQLException {
        AttemptKey counted = AttemptKey.ofCodes(key);
        Instant shared = clocks.shared(connection);
        if (attempts.reserve(connection, counted, shared, shared) instanceof LoginAttempts.TooEarly early) {
            return new Verification.Throttled(early.rest());
        }
        Optional<CodeRows.Row> row = key.isStorable() ? CodeRows.find(connection, key) : Optional.empty();
        String secret = row.map(CodeRows.Row::secret).orElse(nobodys);
        Instant now = clocks.wall().instant();
        OptionalLong step = OneTimeCodes.stepOf(secret, code, now);
        if (step.isEmpty() || row.isEmpty() || row.get().disabled() || !use(connection, key, secret, step.getAsLong(), now)) {
            attempts.failed(connection, counted);
            return new Verification.Refused();
        }
        attempts.clear(connection, counted);
        return new Verification.Accepted(new User(key.kind(), row.get().name()));
    }

    /**
     * Each code that was used is remembered by itself, as long as a ticket is, for clocks that go back: then the latest step tells
     * nothing of the present ones.
     */
    private static boolean use(Connection connection, NameKey key, String secret, long step, Instant now) throws SQLException {
        return TicketRows.insert(connection, Hashes.of("one-time code", key.kind().name(), key.text(), secret, String.valueOf(step)),
                OneTimeCodes.endOf(step)) && CodeRows.use(connection, key, secret, step, OneTimeCodes.latestStepAt(now));
    }

    /** Empty if there is no such user. */
    Optional<String> renewSecret(Connection connection, NameKey key) throws SQLException {
        String secret = OneTimeCodes.newSecret(random);
        return CodeRows.put(connection, key, secret) ? Optional.of(secret) : Optional.empty();
    }
}
