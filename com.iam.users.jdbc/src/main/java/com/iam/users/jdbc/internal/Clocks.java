package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.stream.Stream;

import com.iam.support.time.SteadyTime;

/**
 * The times that the directory knows. Any of them may be wrong: that of the database is shared by all instances, and an embedded database
 * has the clock of this machine, which may be set.
 *
 * @param wall the clock of this machine
 * @param steady moves on evenly while this process runs
 */
record Clocks(OfDatabase ofDatabase, InstantSource wall, InstantSource steady) {

    @FunctionalInterface
    interface OfDatabase {
        Instant now(Connection connection) throws SQLException;
    }

    static Clocks system() {
        return new Clocks(Clocks::ask, InstantSource.system(), new SteadyTime());
    }

    /** By which all instances judge what one of them has written. */
    Instant shared(Connection connection) throws SQLException {
        return ofDatabase.now(connection);
    }

    /** The earliest of all: what is over by it is over, unless all clocks are wrong. */
    Instant earliest(Connection connection) throws SQLException {
        return Stream.of(shared(connection), wall.instant(), steady.instant()).min(Instant::compareTo).orElseThrow();
    }

    private static Instant ask(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT CURRENT_TIMESTAMP");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
