package com.iam.users.jdbc.internal;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

import org.osgi.service.jdbc.DataSourceFactory;

import com.iam.support.gate.Gate;
import com.iam.support.gate.GateClosedException;
import com.iam.users.api.AcceptedTickets;
import com.iam.users.api.FinalOutcomes;
import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.User;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;
import com.iam.users.api.Verification;

/** A directory made of one set of settings, with what is kept beside it, that can be retired while calls are running. */
final class DirectoryInstance implements UserDirectory, AcceptedTickets, FinalOutcomes, SessionCutOffs {

    /** Below the five seconds for which Declarative Services waits. */
    private static final Duration MAXIMUM_DRAIN = Duration.ofSeconds(4);

    private record Parts(UserDirectory users, AcceptedTickets tickets, FinalOutcomes outcomes) {
    }

    private final Gate<Parts> gate = new Gate<>("the user directory has been replaced",
            new Gate.Limits(Duration.ZERO, Integer.MAX_VALUE));
    private final Database database;
    private final FirstUsers firstUsers;
    private final JdbcSessionCutOffs cutOffs;

    private DirectoryInstance(Database database, FirstUsers firstUsers, Parts parts, JdbcSessionCutOffs cutOffs) {
        this.database = database;
        this.firstUsers = firstUsers;
        this.cutOffs = cutOffs;
        gate.open(parts);
    }

    /**
     * Connects in the background.
     *
     * @param before whose place this will take, if there is one: what it knows of sessions that are over stays known
     * @throws SQLException if the driver does not accept the settings
     */
    static DirectoryInstance open(DirectorySettings settings, DataSourceFactory driver, FirstUsers firstUsers,
            Optional<DirectoryInstance> before) throws SQLException {
        Database database = Database.open(settings, driver);
        SecureRandom random = new SecureRandom();
        PasswordHasher hasher = new PasswordHasher(random, PasswordHash.Cost.OWASP_MINIMUM,
                Runtime.getRuntime().availableProcessors(), settings.patience());
        JdbcUserDirectory users = new JdbcUserDirectory(database, new LoginAttempts(settings.throttle()), hasher, random, Clocks.system());
        return new DirectoryInstance(database, firstUsers, new Parts(users, users.tickets(), users.outcomes()),
                JdbcSessionCutOffs.watching(database, Clock.systemUTC(), before.map(each -> each.cutOffs), firstUsers::isSettled));
    }

    /** Lets the calls that are running finish, then closes the connections. Bounded; may be called by any thread. */
    void retire() {
        cutOffs.close();
        gate.close();
        gate.drain(MAXIMUM_DRAIN);
        database.close();
    }

    @Override
    public Verification verify(UserKind kind, String name, String password, Optional<String> device) {
        return call(parts -> parts.users.verify(kind, name, password, device));
    }

    @Override
    public Optional<String> rememberDevice(UserKind kind, String name, Optional<String> device) {
        return call(parts -> parts.users.rememberDevice(kind, name, device));
    }

    @Override
    public Verification verifyCode(UserKind kind, String name, String code) {
        return call(parts -> parts.users.verifyCode(kind, name, code));
    }

    @Override
    public Optional<String> renewCodeSecret(UserKind kind, String name) {
        return call(parts -> parts.users.renewCodeSecret(kind, name));
    }

    @Override
    public boolean addIfAbsent(UserKind kind, String name, String password) {
        return call(parts -> parts.users.addIfAbsent(kind, name, password));
    }

    @Override
    public boolean hasAny(UserKind kind) {
        return call(parts -> parts.users.hasAny(kind));
    }

    @Override
    public Optional<User> find(UserKind kind, String name) {
        return call(parts -> parts.users.find(kind, name));
    }

    @Override
    public void check() {
        require(firstUsers.isSettled());
        call(parts -> {
            parts.users.check();
            return null;
        });
        require(firstUsers.isDone());
    }

    private static void require(boolean haveFirstUsers) {
        if (!haveFirstUsers) {
            throw new UserDirectoryUnavailableException("its first users are being added", null);
        }
    }

    /** From now on, nothing takes the place of a file that is lost. */
    void made() {
        database.made();
    }

    @Override
    public Optional<String> nameOf(UserKind kind, String name) {
        return call(parts -> parts.users.nameOf(kind, name));
    }

    @Override
    public Optional<Instant> end(UserKind kind, String module, String name) {
        return call(parts -> cutOffs.end(kind, module, name));
    }

    @Override
    public Optional<Instant> latest(UserKind kind, String module, String name) {
        return call(parts -> cutOffs.latest(kind, module, name));
    }

    @Override
    public Optional<Instant> known(UserKind kind, String module, String name) {
        return cutOffs.known(kind, module, name);
    }

    @Override
    public boolean isBarred(UserKind kind, String name) {
        return cutOffs.isBarred(kind, name);
    }

    @Override
    public boolean accept(String issuer, String id, Instant expiresAt) {
        return call(parts -> parts.tickets.accept(issuer, id, expiresAt));
    }

    @Override
    public Optional<String> settle(String what, String outcome, Instant keptUntil) {
        return call(parts -> parts.outcomes.settle(what, outcome, keptUntil));
    }

    @Override
    public Optional<String> of(String what) {
        return call(parts -> parts.outcomes.of(what));
    }

    private <R> R call(Function<Parts, R> call) {
        try {
            return gate.call(System.nanoTime(), call);
        } catch (GateClosedException e) {
            throw new UserDirectoryUnavailableException(e.getMessage(), null);
        }
    }
}
