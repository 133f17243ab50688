package com.iam.users.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.osgi.service.jdbc.DataSourceFactory;
import org.slf4j.LoggerFactory;

import com.iam.support.throttle.ThrottlePolicy;
import com.iam.users.api.AcceptedTickets;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.Verification;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

/** Directories on one new database, with cheap hashes and a clock that the test moves; no secret may be logged. */
abstract class UserDirectoryFixture {

    static final String PASSWORD = "correct horse battery";
    static final String WRONG = "wrong horse battery";
    /** Ample: on a busy machine a pool may need seconds for its first connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    static final PasswordHash.Cost CHEAP = new PasswordHash.Cost(64, 1, 1);

    final MovableClock clock = new MovableClock();
    final Clocks clocks = new Clocks(connection -> clock.instant(), clock, clock.steady());
    final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<Database> opened = new ArrayList<>();
    InterruptibleDriver driver;
    DirectorySettings settings;
    UserDirectory directory;

    abstract TestDatabase database();

    @BeforeEach
    void openDirectory() throws Exception {
        logged.start();
        root.detachAndStopAllAppenders();
        root.addAppender(logged);
        root.setLevel(Level.TRACE);
        driver = new InterruptibleDriver(database().driver());
        settings = new DirectorySettings(database().newUrl(), database().kind(), database().username(), "", 8, PATIENCE,
                new ThrottlePolicy(5, Duration.ofSeconds(900)));
        directory = anotherDirectory();
    }

    @AfterEach
    void closeAndLookForSecretsInTheLog() {
        opened.forEach(Database::close);
        root.detachAppender(logged);
        root.setLevel(Level.OFF);
        assertThat(List.copyOf(logged.list)).isNotEmpty().extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("horse") || line.toLowerCase().contains("alice")
                        || line.contains("argon2"));
    }

    UserDirectory anotherDirectory() throws SQLException {
        return anotherDirectory(CHEAP, 4);
    }

    UserDirectory anotherDirectory(PasswordHash.Cost cost, int hashingsAtATime) throws SQLException {
        return directory(settings, new PasswordHasher(new SecureRandom(), cost, hashingsAtATime, PATIENCE));
    }

    /** A directory that lets anybody try a hundred times. */
    UserDirectory patientDirectory() throws SQLException {
        return directory(settings, new ThrottlePolicy(100, Duration.ofSeconds(900)),
                new PasswordHasher(new SecureRandom(), CHEAP, 4, PATIENCE));
    }

    /** A directory where nobody's turn to hash ever comes. */
    UserDirectory overloadedDirectory() throws SQLException {
        return directory(settings, new PasswordHasher(new SecureRandom(), CHEAP, 0, Duration.ofMillis(1)));
    }

    /** A directory that gives up early, for when the database is away. */
    UserDirectory impatientDirectory() throws SQLException {
        DirectorySettings impatient = new DirectorySettings(settings.jdbcUrl(), settings.driver(), settings.username(),
                settings.password(), 8, Duration.ofMillis(500), settings.throttle());
        return directory(impatient, new PasswordHasher(new SecureRandom(), CHEAP, 4, PATIENCE));
    }

    /** The accepted tickets as another instance keeps them. */
    AcceptedTickets tickets() throws SQLException {
        return ticketsOn(open(settings));
    }

    AcceptedTickets ticketsOn(Database database) {
        return new JdbcAcceptedTickets(database, cleaning());
    }

    Cleaning cleaning() {
        return new Cleaning(new LoginAttempts(settings.throttle()), new Devices(new SecureRandom()), clocks);
    }

    private UserDirectory directory(DirectorySettings withSettings, PasswordHasher hasher) throws SQLException {
        return directory(withSettings, settings.throttle(), hasher);
    }

    private UserDirectory directory(DirectorySettings withSettings, ThrottlePolicy throttle, PasswordHasher hasher)
            throws SQLException {
        return new JdbcUserDirectory(open(withSettings), new LoginAttempts(throttle), hasher, new SecureRandom(), clocks);
    }

    Database open(DirectorySettings withSettings) throws SQLException {
        Database database = Database.open(withSettings, driver);
        opened.add(database);
        return database;
    }

    /** The result of the first call that reaches the database. Each one that does not has waited by itself. */
    static <R> R eventually(Supplier<R> call) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (UserDirectoryUnavailableException e) {
                if (System.nanoTime() - limit >= 0) {
                    throw e;
                }
            }
        }
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_URL, settings.jdbcUrl());
        if (!settings.username().isEmpty()) {
            properties.setProperty(DataSourceFactory.JDBC_USER, settings.username());
        }
        return driver.createDataSource(properties).getConnection();
    }

    int execute(String sql) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** All values of all rows of a table. */
    List<String> contents(String table) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(rows.getObject(i)));
                }
            }
        }
        return values;
    }

    static <R> List<R> atOnce(List<Callable<R>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<R> results = new ArrayList<>();
            for (Future<R> future : threads.invokeAll(calls, 30, TimeUnit.SECONDS)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    static Verification refused() {
        return new Verification.Refused();
    }

    static Verification throttled(long seconds) {
        return new Verification.Throttled(Duration.ofSeconds(seconds));
    }
}
