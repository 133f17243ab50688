package com.iam.users.jdbc.internal;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.service.jdbc.DataSourceFactory;
import org.postgresql.osgi.PGDataSourceFactory;

/** PostgreSQL, with a server for the tests of a class. */
final class PostgresDatabase implements TestDatabase, BeforeAllCallback, AfterAllCallback {

    private PostgresServer server;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        server = PostgresServer.start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        server.stop();
    }

    PostgresServer server() {
        return server;
    }

    @Override
    public String newUrl() throws Exception {
        return server.newDatabase();
    }

    @Override
    public DirectorySettings.Driver kind() {
        return DirectorySettings.Driver.POSTGRESQL;
    }

    @Override
    public DataSourceFactory driver() {
        return new PGDataSourceFactory();
    }

    @Override
    public String username() {
        return "postgres";
    }
}
