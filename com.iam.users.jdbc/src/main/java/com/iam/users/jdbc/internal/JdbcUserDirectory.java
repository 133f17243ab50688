package com.iam.users.jdbc.internal;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import com.iam.users.api.User;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;
import com.iam.users.api.Verification;

/** The directory on a database. No connection is held while a password is hashed. */
final class JdbcUserDirectory implements UserDirectory {

    private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);

    private final Database database;
    private final LoginAttempts attempts;
    private final PasswordHasher hasher;
    private final CodeCheck codes;
    private final Devices devices;
    private final DirectoryCheck check;
    private final Clock clock;
    private final AtomicReference<Instant> cleaned = new AtomicReference<>(Instant.MIN);

    JdbcUserDirectory(Database database, LoginAttempts attempts, PasswordHasher hasher, SecureRandom random, Clock clock) {
        this.database = database;
        this.attempts = attempts;
        this.hasher = hasher;
        this.codes = new CodeCheck(attempts, random);
        this.devices = new Devices(random);
        this.check = new DirectoryCheck(database, System::nanoTime);
        this.clock = clock;
    }

    /** @param counted under what the attempt is counted */
    private record Start(AttemptKey counted, LoginAttempts.Reservation reservation, Optional<UserRows.Row> user) {
    }

    @Override
    public Verification verify(UserKind kind, String name, String password, Optional<String> device) {
        if (isTooLong(name, password)) {
            return new Verification.Refused();
        }
        NameKey key = NameKey.of(kind, name);
        Start start = database.run(connection -> start(connection, key, device));
        if (start.reservation instanceof LoginAttempts.Counted attempt) {
            return check(key, start.counted, attempt, start.user, password);
        }
        return new Verification.Throttled(((LoginAttempts.TooEarly) start.reservation).rest());
    }

    @Override
    public Optional<String> rememberDevice(UserKind kind, String name, Optional<String> device) {
        NameKey key = NameKey.of(kind, name);
        return key.isStorable()
                ? database.run(connection -> devices.remember(connection, key, device, clock.instant()))
                : Optional.empty();
    }

    @Override
    public Verification verifyCode(UserKind kind, String name, String code) {
        if (isTooLong(name, code)) {
            return new Verification.Refused();
        }
        return database.run(connection -> codes.check(connection, NameKey.of(kind, name), code, clock.instant()));
    }

    @Override
    public Optional<String> renewCodeSecret(UserKind kind, String name) {
        NameKey key = NameKey.of(kind, name);
        return key.isStorable() ? database.run(connection -> codes.renewSecret(connection, key)) : Optional.empty();
    }

    @Override
    public boolean addIfAbsent(UserKind kind, String name, String password) {
        NameKey key = NameKey.of(kind, name);
        if (isTooLong(name, password) || !key.isStorable()) {
            throw new IllegalArgumentException("the name or the password is not one that a user can have");
        }
        if (database.run(connection -> UserRows.find(connection, key)).isPresent()) {
            return false;
        }
        String hash = hasher.hash(password);
        return database.run(connection -> UserRows.insert(connection, key, name, hash, clock.instant()));
    }

    @Override
    public Optional<User> find(UserKind kind, String name) {
        if (name.length() > NameKey.MAXIMUM_NAME_LENGTH) {
            return Optional.empty();
        }
        NameKey key = NameKey.of(kind, name);
        return key.isStorable()
                ? database.run(connection -> UserRows.find(connection, key)).filter(row -> !row.disabled())
                        .map(row -> new User(kind, row.name()))
                : Optional.empty();
    }

    @Override
    public boolean hasAny(UserKind kind) {
        return database.run(connection -> UserRows.any(connection, kind));
    }

    @Override
    public void check() {
        check.check();
    }

    private Start start(Connection connection, NameKey key, Optional<String> device) throws SQLException {
        Instant now = clock.instant();
        cleanNowAndThen(connection, now);
        AttemptKey counted = devices.known(connection, key, device).orElse(AttemptKey.ofPasswords(key));
        LoginAttempts.Reservation reservation = attempts.reserve(connection, counted, now);
        if (reservation instanceof LoginAttempts.TooEarly || !key.isStorable()) {
            return new Start(counted, reservation, Optional.empty());
        }
        return new Start(counted, reservation, UserRows.find(connection, key));
    }

    private Verification check(NameKey key, AttemptKey counted, LoginAttempts.Counted attempt, Optional<UserRows.Row> user,
            String password) {
        PasswordHasher.Check check;
        try {
            check = hasher.check(password, user.map(UserRows.Row::passwordHash).orElse(null));
        } catch (UserDirectoryUnavailableException e) {
            giveBack(counted, attempt, e);
            throw e;
        }
        if (!check.matches() || user.isEmpty() || user.get().disabled()) {
            return new Verification.Refused();
        }
        UserRows.Row row = user.get();
        database.run(connection -> {
            attempts.clear(connection, counted);
            if (check.rehash().isPresent()) {
                UserRows.replaceHash(connection, key, row.passwordHash(), check.rehash().get());
            }
            return null;
        });
        return new Verification.Accepted(new User(key.kind(), row.name()));
    }

    private void giveBack(AttemptKey counted, LoginAttempts.Counted attempt, UserDirectoryUnavailableException reason) {
        try {
            database.run(connection -> {
                attempts.giveBack(connection, counted, attempt);
                return null;
            });
        } catch (UserDirectoryUnavailableException e) {
            reason.addSuppressed(e);
        }
    }

    private void cleanNowAndThen(Connection connection, Instant now) throws SQLException {
        Instant last = cleaned.get();
        boolean due = last.equals(Instant.MIN) || last.plus(BETWEEN_CLEANINGS).isBefore(now);
        if (due && cleaned.compareAndSet(last, now)) {
            attempts.clean(connection, now);
            devices.clean(connection, now);
        }
    }

    private static boolean isTooLong(String name, String password) {
        return name.length() > NameKey.MAXIMUM_NAME_LENGTH
                || password.length() > PasswordHasher.MAXIMUM_PASSWORD_LENGTH;
    }
}
