package com.iam.users.jdbc.internal;

import static com.iam.users.api.UserKind.END_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.Verification;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;

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

    @Test
    void aDatabaseThatOnlyReadForAWhileTakesLogInsAgain() throws Exception {
        directory.addIfAbsent(END_USER, "alice", PASSWORD);
        POSTGRES.server().readOnly(settings.jdbcUrl(), true);
        assertThatThrownBy(() -> {
            while (true) {
                directory.verify(END_USER, "alice", PASSWORD);
            }
        }).isInstanceOf(UserDirectoryUnavailableException.class);
        assertThatThrownBy(directory::check).isInstanceOf(UserDirectoryUnavailableException.class);
        assertThat(eventually(() -> directory.hasAny(END_USER))).as("it reads").isTrue();
        assertThat(lines("failed")).as("one line, though reading works meanwhile").hasSize(1);
        assertThat(lines("answers again")).isEmpty();

        POSTGRES.server().readOnly(settings.jdbcUrl(), false);

        assertThat(eventually(() -> directory.verify(END_USER, "alice", PASSWORD))).isInstanceOf(Verification.Accepted.class);
        assertThat(atOnce(Collections.nCopies(8, () -> directory.rememberDevice(END_USER, "alice", Optional.empty())))).hasSize(8);
        assertThat(eventually(() -> {
            directory.check();
            return lines("answers again");
        })).hasSize(1);
    }

    private List<String> lines(String part) {
        return List.copyOf(logged.list).stream().filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(ILoggingEvent::getFormattedMessage).filter(line -> line.contains(part)).toList();
    }
}
