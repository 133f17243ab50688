package com.iam.users.jdbc.internal;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.users.api.AcceptedTickets;
import com.iam.users.api.FinalOutcomes;
import com.iam.users.api.User;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;
import com.iam.users.api.Verification;

/** The directory on a database. No connection is held while a password is hashed. */
final class JdbcUserDirectory implements UserDirectory {

    /** For the outcome of other attempts at the same name: longer than a password waits for its turn, and is looked at. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(160);
    /** Each of them has a thread. More than that are refused, as if the others had failed. */
    private static final int WAITING_AT_MOST = 100;

    private static final Logger LOG = LoggerFactory.getLogger(JdbcUserDirectory.class);

    private final Database database;
    private final LoginAttempts attempts;
    private final PasswordHasher hasher;
    private final CodeCheck codes;
    private final Devices devices;
    private final DirectoryCheck check;
    private final Clocks clocks;
    private final Semaphore waiting = new Semaphore(WAITING_AT_MOST);
    private final Cleaning cleaning;

    JdbcUserDirectory(Database database, LoginAttempts attempts, PasswordHasher hasher, SecureRandom random, Clocks clocks) {
        this.database = database;
        this.attempts = attempts;
        this.hasher = hasher;
        this.codes = new CodeCheck(attempts, random, clocks);
        this.devices = new Devices(random);
        this.check = new DirectoryCheck(database, System::nanoTime);
        this.cleaning = new Cleaning(attempts, devices, clocks);
        this.clocks = clocks;
    }

    /** @param counted under what the attempt is counted; @param at when it was first looked at */
    private record Start(AttemptKey counted, Instant at, LoginAttempts.Reservation reservation, Optional<UserRows.Row> user) {

        boolean isUndecided() {
            return reservation instanceof LoginAttempts.TooEarly early && early.undecided();
        }
    }

    @Override
    public Verification verify(UserKind kind, String name, String password, Optional<String> device) {
        if (isTooLong(name, password)) {
            return new Verification.Refused();
        }
        NameKey key = NameKey.of(kind, name);
        Start start = startInTurn(key, device);
        if (start.reservation instanceof LoginAttempts.Counted attempt) {
            return check(key, start.counted, attempt, start.user, password);
        }
        return new Verification.Throttled(((LoginAttempts.TooEarly) start.reservation).rest());
    }

    @Override
    public Optional<String> rememberDevice(UserKind kind, String name, Optional<String> device) {
        NameKey key = NameKey.of(kind, name);
        return key.isStorable()
                ? database.run(connection -> devices.remember(connection, key, device, clocks.wall().instant()))
                : Optional.empty();
    }

    @Override
    public Verification verifyCode(UserKind kind, String name, String code) {
        if (isTooLong(name, code)) {
            return new Verification.Refused();
        }
        return database.run(connection -> {
            cleaning.nowAndThen(connection);
            return codes.check(connection, NameKey.of(kind, name), code);
        });
    }

    @Override
    public Optional<String> renewCodeSecret(UserKind kind, String name) {
        NameKey key = NameKey.of(kind, name);
        return key.isStorable() ? database.run(connection -> codes.renewSecret(connection, key)) : Optional.empty();
    }

    /** The tickets that were accepted, beside the users. */
    AcceptedTickets tickets() {
        return new JdbcAcceptedTickets(database, cleaning);
    }

    /** What has ended once and for all, beside the users. */
    FinalOutcomes outcomes() {
        return new JdbcFinalOutcomes(database, cleaning);
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
        return database.run(connection -> UserRows.insert(connection, key, name, hash, clocks.wall().instant()));
    }

    @Override
    public Optional<User> find(UserKind kind, String name) {
        return row(kind, name).filter(row -> !row.disabled()).map(row -> new User(kind, row.name()));
    }

    @Override
    public Optional<String> nameOf(UserKind kind, String name) {
        return row(kind, name).map(UserRows.Row::name);
    }

    private Optional<UserRows.Row> row(UserKind kind, String name) {
        if (name.length() > NameKey.MAXIMUM_NAME_LENGTH) {
            return Optional.empty();
        }
        NameKey key = NameKey.of(kind, name);
        return key.isStorable() ? database.run(connection -> UserRows.find(connection, key)) : Optional.empty();
    }

    @Override
    public boolean hasAny(UserKind kind) {
        return database.run(connection -> UserRows.any(connection, kind));
    }

    @Override
    public void check() {
        check.check();
    }

    /**
     * Attempts that are being looked at count as failures, so one that comes meanwhile may seem to be too early. It waits for what
     * becomes of them, holding no connection: if one is right, it goes on.
     */
    private Start startInTurn(NameKey key, Optional<String> device) {
        Start first = database.run(connection -> start(connection, key, device, Optional.empty()));
        if (!first.isUndecided() || !waiting.tryAcquire()) {
            return first;
        }
        try {
            Start start = first;
            long begun = System.nanoTime();
            for (Duration pause = FIRST_PAUSE; start.isUndecided() && System.nanoTime() - begun < LONGEST_WAIT.toNanos();
                    pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause) {
                Thread.sleep(pause.toMillis());
                start = database.run(connection -> start(connection, key, device, Optional.of(first.at)));
            }
            return start;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return first;
        } finally {
            waiting.release();
        }
    }

    private Start start(Connection connection, NameKey key, Optional<String> device, Optional<Instant> arrived) throws SQLException {
        cleaning.nowAndThen(connection);
        Instant now = clocks.shared(connection);
        AttemptKey counted = devices.known(connection, key, device).orElse(AttemptKey.ofPasswords(key));
        LoginAttempts.Reservation reservation = attempts.reserve(connection, counted, now, arrived.orElse(now));
        return new Start(counted, now, reservation, reservation instanceof LoginAttempts.TooEarly || !key.isStorable()
                ? Optional.empty() : UserRows.find(connection, key));
    }

    private Verification check(NameKey key, AttemptKey counted, LoginAttempts.Counted attempt, Optional<UserRows.Row> user,
            String password) {
        PasswordHasher.Check check;
        try {
            check = hasher.check(password, user.map(UserRows.Row::passwordHash).orElse(null));
        } catch (UserDirectoryUnavailableException e) {
            tryTo(connection -> attempts.giveBack(connection, counted, attempt));
            throw e;
        }
        if (!check.matches() || user.isEmpty() || user.get().disabled()) {
            tryTo(connection -> attempts.failed(connection, counted));
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

    @FunctionalInterface
    private interface Step {
        void on(Connection connection) throws SQLException;
    }

    /** Does what is not needed: if it fails, an attempt counts as a failure, or as one under way for some seconds. */
    private void tryTo(Step step) {
        try {
            database.run(connection -> {
                step.on(connection);
                return null;
            });
        } catch (UserDirectoryUnavailableException e) {
            LOG.debug("The outcome of an attempt could not be noted", e);
        }
    }

    private static boolean isTooLong(String name, String password) {
        return name.length() > NameKey.MAXIMUM_NAME_LENGTH
                || password.length() > PasswordHasher.MAXIMUM_PASSWORD_LENGTH;
    }
}
