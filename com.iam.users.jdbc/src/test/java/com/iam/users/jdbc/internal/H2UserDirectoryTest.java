package com.iam.users.jdbc.internal;

import static com.iam.users.api.UserKind.END_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.Verification;

class H2UserDirectoryTest extends UserDirectoryContract {

    @TempDir
    Path folder;

    @Override
    TestDatabase database() {
        return new H2Database();
    }

    /** As it closes itself when the disk is full. */
    @Test
    void aDatabaseThatClosedItselfIsOpenedAgain() throws Exception {
        settings = new DirectorySettings("jdbc:h2:file:" + folder.resolve("users") + ";DB_CLOSE_ON_EXIT=FALSE", settings.driver(), "", "", 8,
                settings.patience(), settings.throttle());
        UserDirectory onDisk = anotherDirectory();
        onDisk.addIfAbsent(END_USER, "alice", PASSWORD);
        Callable<Boolean> look = () -> onDisk.hasAny(END_USER);
        assertThat(atOnce(Collections.nCopies(8, look))).containsOnly(true);

        execute("CHECKPOINT SYNC");
        execute("SHUTDOWN IMMEDIATELY");

        assertThatThrownBy(() -> onDisk.verify(END_USER, "alice", PASSWORD)).isInstanceOf(UserDirectoryUnavailableException.class);
        assertThat(onDisk.verify(END_USER, "alice", PASSWORD)).isInstanceOf(Verification.Accepted.class);
        assertThat(atOnce(Collections.nCopies(8, look))).containsOnly(true);
    }
}
