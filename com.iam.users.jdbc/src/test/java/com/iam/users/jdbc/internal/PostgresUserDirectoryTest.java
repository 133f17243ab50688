package com.iam.users.jdbc.internal;

import static com.iam.users.api.UserKind.END_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.Verification;

class PostgresUserDirectoryTest extends UserDirectoryContract {

    @RegisterExtension
    static final PostgresDatabase POSTGRES = new PostgresDatabase();

    @Override
    TestDatabase database() {
        return POSTGRES;
    }

    @Test
    void aServerThatWasRestartedIsUsedAgain() throws Exception {
        UserDirectory impatient = impatientDirectory();
        eventually(() -> impatient.addIfAbsent(END_USER, "alice", PASSWORD));
        POSTGRES.server().halt();
        assertThatThrownBy(() -> impatient.verify(END_USER, "alice", PASSWORD))
                .isInstanceOf(UserDirectoryUnavailableException.class);

        POSTGRES.server().resume();

        assertThat(eventually(() -> impatient.verify(END_USER, "alice", PASSWORD))).isInstanceOf(Verification.Accepted.class);
    }
}
