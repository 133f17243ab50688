package com.iam.users.jdbc.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.users.api.UserDirectoryUnavailableException;

/**
 * Brings the schema up to date, once, before its first use. Several instances may do so at the same time: Flyway holds
 * a lock of the database, and where that has none to hold, a lock of this process suffices. An older instance works on
 * with a newer schema, so every migration must leave it able to.
 */
final class Migrations {

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String LOCATION = "classpath:com/iam/users/jdbc/migrations";
    private static final String HISTORY_TABLE = "users_schema_history";
    /** Instances that start at once may both try to make the history table; the loser finds it made. */
    private static final int TRIES = 3;
    /** Longer than a call otherwise waits: this happens once, takes about a second, and the database is there. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /**
     * Of the process: H2 commits at each statement that changes the schema, and Flyway's lock of the history table ends
     * with that, so that two of them could apply the same migration and record it as failed for ever. An embedded
     * database has but this one process.
     */
    private static final ReentrantLock LOCK = new ReentrantLock();

    private final DataSource unpooled;
    private volatile boolean applied;

    /** @param unpooled Flyway needs several connections at once, which a small pool could not give */
    Migrations(DataSource unpooled) {
        this.unpooled = unpooled;
    }

    /** @throws UserDirectoryUnavailableException if they cannot be applied now: the next call tries again */
    void ensureApplied() {
        if (applied) {
            return;
        }
        acquire();
        try {
            if (!applied) {
                migrate();
                applied = true;
            }
        } finally {
            LOCK.unlock();
        }
    }

    private void acquire() {
        try {
            if (!LOCK.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UserDirectoryUnavailableException("the schema is being brought up to date", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserDirectoryUnavailableException("interrupted while the schema is brought up to date", e);
        }
    }

    private void migrate() {
        for (int attempt = 1;; attempt++) {
            try {
                flyway().migrate();
                return;
            } catch (FlywayException e) {
                if (attempt == TRIES) {
                    LOG.error("The schema of the user directory cannot be brought up to date", e);
                    throw new UserDirectoryUnavailableException("the schema cannot be brought up to date", e);
                }
            }
        }
    }

    private Flyway flyway() {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(unpooled)
                .locations(LOCATION)
                .failOnMissingLocations(true)
                .table(HISTORY_TABLE)
                // The database may hold other tables, those of other programs.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .lockRetryCount(5)
                .loggers(FlywayLog.class.getName())
                .load();
    }
}
