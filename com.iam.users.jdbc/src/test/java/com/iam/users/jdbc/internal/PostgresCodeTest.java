package com.iam.users.jdbc.internal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.osgi.service.jdbc.DataSourceFactory;
import org.postgresql.osgi.PGDataSourceFactory;

class PostgresCodeTest extends CodeContract {

    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop();
    }

    @Override
    String newUrl() throws Exception {
        return server.newDatabase();
    }

    @Override
    DirectorySettings.Driver kind() {
        return DirectorySettings.Driver.POSTGRESQL;
    }

    @Override
    DataSourceFactory realDriver() {
        return new PGDataSourceFactory();
    }

    @Override
    String username() {
        return "postgres";
    }
}
