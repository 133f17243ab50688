package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaidOutTest {

    @TempDir
    private Path folder;
    private Path source;
    private Path load;

    @BeforeEach
    void aLaidOutInstance() throws Exception {
        Path distribution = DistributionFolder.in(folder.resolve("distribution"));
        new Layout(distribution, folder.resolve("instance")).complete();
        source = distribution.resolve("load");
        load = folder.resolve("instance/load");
    }

    @Test
    void nothingChangesWhileTheDistributionIsTheSame() throws IOException {
        assertThat(LaidOut.refresh(source, load)).isEmpty();
    }

    @Test
    void anUntouchedBundleFollowsTheDistributionAgainAndAgain() throws IOException {
        for (String build : new String[] {"newer", "newest"}) {
            Files.writeString(source.resolve("one.jar"), build);

            assertThat(LaidOut.refresh(source, load)).containsExactly("one.jar");
            assertThat(load.resolve("one.jar")).hasContent(build);
        }
        assertThat(load).isDirectoryNotContaining("glob:**/*.part");
    }

    @Test
    void aBundleThatTheOperatorReplacedStays() throws IOException {
        Files.writeString(load.resolve("one.jar"), "mine");
        Files.writeString(source.resolve("one.jar"), "newer");

        assertThat(LaidOut.refresh(source, load)).isEmpty();
        assertThat(load.resolve("one.jar")).hasContent("mine");
    }

    @Test
    void aBundleThatTheOperatorRemovedStaysAway() throws IOException {
        Files.delete(load.resolve("one.jar"));

        assertThat(LaidOut.refresh(source, load)).isEmpty();
        assertThat(load.resolve("one.jar")).doesNotExist();
    }

    @Test
    void aBundleThatIsNewInTheDistributionIsAdded() throws IOException {
        Files.writeString(source.resolve("three.jar"), "three");

        assertThat(LaidOut.refresh(source, load)).containsExactly("three.jar");
        assertThat(load.resolve("three.jar")).hasContent("three");
    }

    @Test
    void aFolderThatNoLaunchFilledIsTheOperators() throws IOException {
        Files.delete(load.resolve(".laid-out"));
        Files.writeString(source.resolve("one.jar"), "newer");

        assertThat(LaidOut.refresh(source, load)).isEmpty();
    }
}
