package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

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

    private final AtomicBoolean failing = new AtomicBoolean();
    private final HikariDataSource pool;
    private final Migrations migrations;

    private Database(HikariDataSource pool, Migrations migrations) {
        this.pool = pool;
        this.migrations = migrations;
    }

    /** Connects lazily. @throws SQLException if the driver does not accept the settings */
    static Database open(DirectorySettings settings, DataSourceFactory driver) throws SQLException {
        DataSource unpooled = driver.createDataSource(driverProperties(settings));
        HikariConfig config = new HikariConfig();
        config.setPoolName("users");
        config.setDataSource(unpooled);
        config.setMaximumPoolSize(settings.maximumPoolSize());
        config.setMinimumIdle(Math.min(2, settings.maximumPoolSize()));
        config.setConnectionTimeout(settings.patience().toMillis());
        config.setValidationTimeout(settings.patience().toMillis());
        config.setInitializationFailTimeout(-1);
        return new Database(new HikariDataSource(config), new Migrations(unpooled));
    }

    /**
     * Runs work in auto-commit mode.
     *
     * @throws UserDirectoryUnavailableException if there is no connection in time, or the database fails
     */
    <R> R run(Work<R> work) {
        try (Connection connection = pool.getConnection()) {
            migrations.ensureApplied();
            R result = work.on(connection);
            if (failing.get() && failing.compareAndSet(true, false)) {
                LOG.info("The user database answers again");
            }
            return result;
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /**
     * Inserts a row. False if a key forbids it: SQL:2023 class 23, an integrity constraint. The only ones here are keys, so that
     * one exists already, or that of another table does not.
     */
    static boolean inserted(PreparedStatement insert) throws SQLException {
        try {
            insert.executeUpdate();
            return true;
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

    /** Only errors of the connection are passed on as a cause: others may quote the values of a statement. */
    private UserDirectoryUnavailableException unavailable(SQLException e) {
        String state = stateOf(e);
        if (failing.compareAndSet(false, true)) {
            LOG.warn("The user database failed (SQLState {})", state);
        }
        boolean connection = e instanceof SQLTransientConnectionException || state.startsWith("08");
        return new UserDirectoryUnavailableException("the user database failed (SQLState " + state + ")",
                connection ? e : null);
    }

    /** The pool wraps the driver's error, which alone says what is wrong. */
    private static String stateOf(SQLException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "unknown: no connection in time";
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
