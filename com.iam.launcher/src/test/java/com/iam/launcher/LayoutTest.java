package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

    @TempDir
    private Path folder;
    private Path distribution;
    private Path instance;

    @BeforeEach
    void aDistribution() throws IOException {
        distribution = DistributionFolder.in(folder.resolve("the distribution"));
        instance = folder.resolve("an instance");
    }

    @Test
    void aMissingInstanceIsLaidOutWhole() throws Exception {
        lay();

        assertThat(instance.resolve("conf/a.config")).hasContent("a=\"1\"");
        assertThat(instance.resolve("conf/examples/b.config")).hasContent("b=\"1\"");
        assertThat(instance.resolve("load/one.jar")).hasContent("one");
        assertThat(instance).isDirectoryNotContaining("glob:**/.{conf,load,secrets}*");
    }

    @Test
    void secretsAreForTheirOwnerOnly() throws Exception {
        lay();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(instance.resolve("secrets"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(instance.resolve("conf"))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void whatTheOperatorHasIsNeverOverwrittenNorAddedTo() throws Exception {
        DistributionFolder.write(instance.resolve("conf/a.config"), "a=\"mine\"");
        DistributionFolder.write(instance.resolve("load/one.jar"), "mine");

        lay();

        assertThat(instance.resolve("conf/a.config")).hasContent("a=\"mine\"");
        assertThat(instance.resolve("conf/examples")).doesNotExist();
        assertThat(instance.resolve("load/one.jar")).hasContent("mine");
        assertThat(instance.resolve("load/two.jar")).doesNotExist();
        assertThat(instance.resolve("secrets")).isEmptyDirectory();
    }

    @Test
    void aCompleteInstanceIsLeftAsItIs() throws Exception {
        lay();
        Files.delete(instance.resolve("conf/a.config"));

        lay();

        assertThat(instance.resolve("conf/a.config")).doesNotExist();
    }

    @Test
    void anInstanceThatCannotBeCompletedIsRefused() throws Exception {
        Files.writeString(instance, "a file where the folder should be");

        assertThatThrownBy(this::lay).isInstanceOf(Refusal.class).hasMessageContaining("lacks conf/");
    }

    @Test
    void aFolderThatHoldsNoDistributionIsRefused() {
        assertThatThrownBy(() -> new Layout(folder.resolve("nothing"), instance).complete())
                .isInstanceOf(Refusal.class).hasMessageContaining("no distribution");
    }

    private void lay() throws Refusal {
        new Layout(distribution, instance).complete();
    }
}
