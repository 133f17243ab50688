package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import org.osgi.service.jdbc.DataSourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.users.api.UserDirectoryUnavailableException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * A pool of connections to a database whose schema is brought up to date before the first use. The database need not
 * be there yet; when it comes back, so does this. Any number of threads may call; every wait is bounded.
 */
final class Database implements AutoCloseable {

    @FunctionalInterface
    interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);

    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicLong probedAt = new AtomicLong(System.nanoTime());
    private final WriteProbe probe = new WriteProbe();
    private final boolean embedded;
    private final Optional<DatabaseFile> file;
    private final HikariDataSource pool;
    private final Migrations migrations;

    private Database(boolean embedded, Optional<DatabaseFile> file, HikariDataSource pool, Migrations migrations) {
        this.embedded = embedded;
        this.file = file;
        this.pool = pool;
        this.migrations = migrations;
    }

    /** Connects lazily. @throws SQLException if the driver does not accept the settings */
    static Database open(DirectorySettings settings, DataSourceFactory driver) throws SQLException {
        Optional<DatabaseFile> file = DatabaseFile.of(settings.jdbcUrl());
        DataSource unpooled = driver.createDataSource(driverProperties(settings));
        HikariConfig config = new HikariConfig();
        config.setPoolName("users");
        config.setDataSource(unpooled);
        config.setMaximumPoolSize(settings.maximumPoolSize());
        config.setMinimumIdle(Math.min(2, settings.maximumPoolSize()));
        config.setConnectionTimeout(settings.patience().toMillis());
        config.setValidationTimeout(settings.patience().toMillis());
        config.setInitializationFailTimeout(-1);
        // Made so, the pool opens no connection before the first call, and that looks at the file first.
        HikariDataSource pool = new HikariDataSource();
        config.copyStateTo(pool);
        return new Database(settings.driver() == DirectorySettings.Driver.H2, file, pool, new Migrations(unpooled));
    }

    /**
     * Runs work in auto-commit mode.
     *
     * @throws UserDirectoryUnavailableException if there is no connection in time, or the database fails
     */
    <R> R run(Work<R> work) {
        file.flatMap(DatabaseFile::fault).ifPresent(this::refuse);
        try (Connection connection = pool.getConnection()) {
            if (file.isPresent()) {
                file.get().requireWhole(connection);
            }
            migrations.ensureApplied();
            R result = on(connection, work);
            lookIfMended(connection);
            return result;
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** @throws UserDirectoryUnavailableException if the database takes no write in time */
    void probe() {
        run(connection -> {
            probe.write(connection);
            return null;
        });
        mended();
    }

    /** Whether the latest failure is not known to be over. */
    boolean isFailing() {
        return failing.get();
    }

    /** A database that only reads answers some calls and fails others: what has failed is over once a write succeeds. */
    private void lookIfMended(Connection connection) {
        long last = probedAt.get();
        long now = System.nanoTime();
        if (!failing.get() || now - last < BETWEEN_PROBES.toNanos() || !probedAt.compareAndSet(last, now)) {
            return;
        }
        try {
            on(connection, each -> {
                probe.write(each);
                return null;
            });
            mended();
        } catch (SQLException e) {
            LOG.debug("The user database reads, but takes no writes (SQLState {})", Faults.stateOf(e));
        }
    }

    private void mended() {
        if (failing.get() && failing.compareAndSet(true, false)) {
            LOG.info("The user database answers again");
        }
    }

    /** A connection whose state the work has left in doubt is not given to the next call. */
    private <R> R on(Connection connection, Work<R> work) throws SQLException {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            Faults.retire(pool, connection, e, embedded);
            throw e;
        } catch (RuntimeException | Error e) {
            if (!embedded) {
                pool.evictConnection(connection);
            }
            throw e;
        }
    }

    /**
     * Inserts a row. False if a key forbids it: SQL:2023 class 23, an integrity constraint. The only ones here are keys, so that
     * one exists already, or that of another table does not.
     */
    static boolean inserted(PreparedStatement insert) throws SQLException {
        return changed(insert);
    }

    /** The same of a statement that may find nothing to change: false then, too. */
    static boolean changed(PreparedStatement insert) throws SQLException {
        try {
            return insert.executeUpdate() > 0;
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("23")) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** There are users in it. */
    void made() {
        file.ifPresent(DatabaseFile::mark);
    }

    private void refuse(String fault) {
        if (failing.compareAndSet(false, true)) {
            LOG.error("The user database is not opened, and no user can log in: {}", fault);
        }
        // Anybody may read why an instance is not ready: the log has the path.
        throw new UserDirectoryUnavailableException("the file of the user database is empty or missing", null);
    }

    /** Only errors of the connection are passed on as a cause: others may quote the values of a statement. */
    private UserDirectoryUnavailableException unavailable(SQLException e) {
        String state = Faults.stateOf(e);
        if (failing.compareAndSet(false, true)) {
            Optional<String> damage = file.flatMap(each -> each.damage(state));
            if (damage.isPresent()) {
                LOG.error("{} (SQLState {})", damage.get(), state);
            } else {
                LOG.warn("The user database failed (SQLState {})", state);
            }
        }
        boolean connection = e instanceof SQLTransientConnectionException || state.startsWith("08");
        return new UserDirectoryUnavailableException("the user database failed (SQLState " + state + ")",
                connection ? e : null);
    }

    private static Properties driverProperties(DirectorySettings settings) {
        Properties properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_URL, settings.jdbcUrl());
        if (!settings.username().isEmpty()) {
            properties.setProperty(DataSourceFactory.JDBC_USER, settings.username());
        }
        if (!settings.password().isEmpty()) {
            properties.setProperty(DataSourceFactory.JDBC_PASSWORD, settings.password());
        }
        if (settings.driver() == DirectorySettings.Driver.POSTGRESQL) {
            limitWaits(properties, settings);
            // Details of an error quote values, such as a name that exists already.
            properties.setProperty("logServerErrorDetail", "false");
        }
        return properties;
    }

    /** In seconds. Without them a server that accepts connections and is silent would hold a thread for ever. */
    private static void limitWaits(Properties properties, DirectorySettings settings) {
        Duration patience = settings.patience();
        String url = settings.jdbcUrl();
        if (!url.contains("connectTimeout=")) {
            properties.setProperty("connectTimeout", String.valueOf(Math.max(1, patience.toSeconds())));
        }
        if (!url.contains("socketTimeout=")) {
            properties.setProperty("socketTimeout", String.valueOf(Math.max(5, 2 * patience.toSeconds())));
        }
    }
}
