package com.iam.users.jdbc.internal;

import static com.iam.users.api.UserKind.END_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.service.jdbc.DataSourceFactory;
import org.postgresql.osgi.PGDataSourceFactory;

import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.Verification;

class PostgresUserDirectoryTest extends UserDirectoryContract {

    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop();
    }

    @Test
    void aServerThatWasRestartedIsUsedAgain() throws Exception {
        UserDirectory impatient = impatientDirectory();
        eventually(() -> impatient.addIfAbsent(END_USER, "alice", PASSWORD));
        server.halt();
        assertThatThrownBy(() -> impatient.verify(END_USER, "alice", PASSWORD))
                .isInstanceOf(UserDirectoryUnavailableException.class);

        server.resume();

        assertThat(eventually(() -> impatient.verify(END_USER, "alice", PASSWORD))).isInstanceOf(Verification.Accepted.class);
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
