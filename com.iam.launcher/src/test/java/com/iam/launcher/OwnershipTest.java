package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipTest {

    private static final int ANOTHER = 65534;

    @TempDir
    private Path folder;
    private Path work;
    private Path victim;

    @BeforeEach
    void aWorkFolderAndAFileOutside() throws Exception {
        work = folder.resolve("work");
        WorkFolder.take(work).close();
        victim = Files.writeString(folder.resolve("victim"), "as it was");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "logs/iam.log", "logs/audit.log", "data/users.mv.db", "cache/bundle1", "tmp/a"})
    void aLinkInTheWorkFolderIsRefusedAndNothingOutsideIsWritten(String name) throws Exception {
        Path link = work.resolve(name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, victim);

        assertRefused(link + " is a symbolic link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs", "data", "cache", "tmp"})
    void aPartThatIsALinkIsRefused(String name) throws Exception {
        Files.delete(work.resolve(name));
        Files.createSymbolicLink(work.resolve(name), Files.createDirectory(folder.resolve("elsewhere")));

        assertRefused(work.resolve(name) + " is a symbolic link");
    }

    @Test
    void aLinkToNothingIsRefused() throws Exception {
        Files.delete(work.resolve("lock"));
        Files.createSymbolicLink(work.resolve("lock"), folder.resolve("missing"));

        assertRefused("lock is a symbolic link");
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void theWayToTheWorkFolderMayBeALinkOfTheOperators() throws Exception {
        Path way = Files.createSymbolicLink(folder.resolve("way"), work);

        WorkFolder.take(way).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lock", "logs", "data", "cache", "tmp"})
    void whatBelongsToAnotherUserIsRefused(String name) throws Exception {
        Path given = work.resolve(name);
        int self = (Integer) Files.getAttribute(given, "unix:uid");
        if (self == 0) {
            Files.setAttribute(given, "unix:uid", ANOTHER, LinkOption.NOFOLLOW_LINKS);
            assertRefused("belongs to another user (uid " + ANOTHER + ")");
        } else {
            // Only root can give files away: so the user is the other.
            assertThatThrownBy(() -> new Ownership(ANOTHER).requireOwn(given)).isInstanceOf(Refusal.class)
                    .hasMessageContaining("belongs to another user (uid " + self + ")");
        }
    }

    @Test
    void foldersOfTheInstanceThroughWhichOthersDecideAreToldInOneLineEach() throws Exception {
        Path instance = folder.resolve("instance");
        for (String name : new String[] {"conf", "load", "secrets"}) {
            Files.createDirectories(instance.resolve(name));
        }
        assertThat(Ownership.ofThisProcess().warnings(instance)).isEmpty();

        Files.setPosixFilePermissions(instance.resolve("load"), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(Ownership.ofThisProcess().warnings(instance)).singleElement().asString()
                .startsWith("everybody can write to " + instance.resolve("load")).hasLineCount(1);
    }

    private void assertRefused(String line) throws IOException {
        assertThatThrownBy(() -> WorkFolder.take(work)).isInstanceOf(Refusal.class)
                .hasMessageContaining(line).message().hasLineCount(1);
        assertThat(victim).hasContent("as it was");
    }
}
