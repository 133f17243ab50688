package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void aFolderThatIsCreatedIsPrivate() throws Exception {
        try (WorkFolder work = WorkFolder.take(folder.resolve("parent/new"))) {
            assertThat(permissions(work.path())).isEqualTo("rwx------");
            assertThat(work.warning()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwxr-x---", "rwx-----x"})
    void aFolderThatOthersCanEnterIsLeftAsItIsAndToldInOneLine(String shared) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(shared));

        try (WorkFolder work = WorkFolder.take(folder)) {
            assertThat(permissions(folder)).isEqualTo(shared);
            assertThat(work.warning()).get().asString().contains("can read the work folder " + folder)
                    .contains("chmod go= " + folder).hasLineCount(1);
        }
    }

    @Test
    void aPrivateFolderThatIsThereIsNoReasonToWarn() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

        try (WorkFolder work = WorkFolder.take(folder)) {
            assertThat(work.warning()).isEmpty();
        }
    }

    private static String permissions(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
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
