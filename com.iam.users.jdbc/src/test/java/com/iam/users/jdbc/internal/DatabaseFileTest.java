package com.iam.users.jdbc.internal;

import static com.iam.users.api.UserKind.ADMINISTRATOR;
import static com.iam.users.api.UserKind.END_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** What becomes of an embedded database whose file is lost or damaged. */
class DatabaseFileTest extends UserDirectoryFixture {

    @TempDir
    Path folder;
    private Path file;
    private Path mark;

    @Override
    TestDatabase database() {
        return new H2Database();
    }

    /** A directory that has had users, and is closed. */
    @BeforeEach
    void makeADirectory() throws Exception {
        settings = new DirectorySettings("jdbc:h2:file:" + folder.resolve("users") + ";DB_CLOSE_ON_EXIT=FALSE", settings.driver(), "", "", 8,
                settings.patience(), settings.throttle());
        file = folder.resolve("users.mv.db");
        mark = folder.resolve("users.made");
        try (Database database = Database.open(settings, driver)) {
            database.probe();
            database.made();
        }
        assertThat(file).isNotEmptyFile();
        assertThat(mark).content().contains("restore it from a backup");
    }

    private UserDirectory refused(String line) throws Exception {
        UserDirectory lost = impatientDirectory();
        assertThatThrownBy(() -> lost.hasAny(ADMINISTRATOR)).isInstanceOf(UserDirectoryUnavailableException.class)
                .hasMessageNotContaining(folder.toString());
        assertThatThrownBy(lost::check).isInstanceOf(UserDirectoryUnavailableException.class);
        assertThatThrownBy(() -> lost.addIfAbsent(ADMINISTRATOR, "admin", PASSWORD)).isInstanceOf(UserDirectoryUnavailableException.class);
        assertThat(List.copyOf(logged.list)).filteredOn(event -> event.getLevel() == Level.ERROR)
                .extracting(ILoggingEvent::getFormattedMessage).singleElement().asString().contains(file.toString(), line);
        return lost;
    }

    @Test
    void aFileThatIsMissingIsNotMadeAnewBeforeAnOperatorSaysSo() throws Exception {
        Files.delete(file);
        UserDirectory lost = refused("is missing");
        assertThat(file).doesNotExist();

        Files.delete(mark);
        assertThat(lost.hasAny(END_USER)).isFalse();
        assertThat(file).exists();
    }

    @Test
    void anEmptyFileIsDamaged() throws Exception {
        Files.write(file, new byte[0]);
        refused("is damaged: it is empty");
        assertThat(file).isEmptyFile();
    }

    @Test
    void anEmptyFileIsDamagedThoughItHasNoMark() throws Exception {
        Files.delete(mark);
        Files.write(file, new byte[0]);
        refused("is damaged: it is empty");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 4096, 8192})
    void aFileThatWasCutIsDamaged(int length) throws Exception {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        refused("is damaged");
    }

    @Test
    void aFileOfSomethingElseIsDamaged() throws Exception {
        Files.writeString(file, "this is no database\n".repeat(1000));
        refused("is damaged");
    }

    @Test
    void onlyADatabaseInAFileOfItsOwnHasOne() {
        assertThat(List.of("jdbc:h2:mem:users", "jdbc:h2:tcp://host/~/users", "jdbc:postgresql://host/users", "jdbc:h2:nio:/data/users"))
                .allSatisfy(url -> assertThat(DatabaseFile.of(url)).isEmpty());
        assertThat(List.of("jdbc:h2:file:/data/users;A=B", "jdbc:h2:/data/users", "JDBC:H2:FILE:/data/users;X=/y"))
                .allSatisfy(url -> assertThat(DatabaseFile.of(url).map(DatabaseFile::toString)).hasValue("/data/users.mv.db"));
        assertThat(DatabaseFile.of("jdbc:h2:~/users").map(DatabaseFile::toString))
                .isEqualTo(Optional.of(System.getProperty("user.home") + "/users.mv.db"));
        assertThat(DatabaseFile.of("jdbc:h2:./users").map(DatabaseFile::toString)).hasValue("./users.mv.db");
    }
}
