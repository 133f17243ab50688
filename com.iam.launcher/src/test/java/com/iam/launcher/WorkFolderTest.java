package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

    @TempDir
    private Path folder;

    @Test
    void aMissingFolderIsCreatedWithItsParts() throws Exception {
        try (WorkFolder work = WorkFolder.take(folder.resolve("new"))) {
            assertThat(work.cache()).isDirectory();
            assertThat(work.logs()).isDirectory();
            assertThat(work.tmp()).isDirectory();
            assertThat(work.path().resolve("data")).isDirectory();
        }
    }

    @Test
    void aFolderInUseIsRefusedInOneLineThatNamesItAndItsOwner() throws Exception {
        try (WorkFolder first = WorkFolder.take(folder)) {
            assertThatThrownBy(() -> WorkFolder.take(first.path())).isInstanceOf(Refusal.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .message().hasLineCount(1);
        }
    }

    @Test
    void aFolderThatWasGivenUpCanBeTakenAgain() throws Exception {
        WorkFolder.take(folder).close();

        WorkFolder.take(folder).close();
    }

    @Test
    void theNameOfAnEarlierOwnerIsNotLeftBehind() throws Exception {
        Files.writeString(folder.resolve("lock"), "99999999999999999999");

        WorkFolder.take(folder).close();

        assertThat(folder.resolve("lock")).hasContent(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> WorkFolder.take(file)).isInstanceOf(Refusal.class)
                .hasMessageContaining("cannot be used");
    }
}
