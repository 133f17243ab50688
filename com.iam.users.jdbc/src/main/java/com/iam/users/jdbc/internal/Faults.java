package com.iam.users.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

import com.zaxxer.hikari.HikariDataSource;

/**
 * What an error of the database says of the connections in the pool. The pool itself gives up connections whose error it knows; what it
 * does not know, it would hand out again for half an hour.
 */
final class Faults {

    /**
     * Errors that all connections share which were made in the same time: the database is closed (H2: 90098, 90121), its server has
     * gone (90067), it took no writes then (25006, H2: 90097), or it is shut down (57P01 to 57P03).
     */
    private static final Set<String> SHARED = Set.of("90098", "90121", "90067", "90097", "25006", "57P01", "57P02", "57P03");

    private Faults() {
    }

    /** The state of this error or of its cause: the pool wraps the driver's error, which alone says what is wrong. */
    static String stateOf(SQLException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "unknown: no connection in time";
    }

    /**
     * Takes out of the pool what the error makes doubtful: this connection, or all. One that is in use goes when it is given back.
     *
     * @param embedded whether the connections are but handles of a database in this process. One by itself is never doubtful then, and
     *     to close the last one closes the database, for which H2 waits in vain while it cannot write
     */
    static void retire(HikariDataSource pool, Connection connection, SQLException error, boolean embedded) {
        String state = stateOf(error);
        boolean shared = SHARED.contains(state);
        if (shared || !embedded && !isAboutData(state)) {
            pool.evictConnection(connection);
        }
        if (shared) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** SQL:2023 classes 22, data, and 23, integrity constraints: the connection and the database are well. */
    private static boolean isAboutData(String state) {
        return state.startsWith("22") || state.startsWith("23");
    }
}
