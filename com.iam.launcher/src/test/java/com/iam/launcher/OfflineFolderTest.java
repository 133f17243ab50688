package com.iam.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineFolderTest {

    @TempDir
    Path folder;
    private Path distribution;
    private Path instance;

    @BeforeEach
    void layOut() throws IOException {
        distribution = DistributionFolder.in(folder.resolve("distribution"));
        DistributionFolder.write(distribution.resolve("bundle/library.jar"), "library");
        DistributionFolder.write(distribution.resolve("bundle/http-1.jar"), "http");
        DistributionFolder.write(distribution.resolve("launcher/framework.properties"), "iam.offline.without=http,two");
        instance = folder.resolve("instance");
        DistributionFolder.write(instance.resolve("conf/a.config"), "a=\"2\"");
        DistributionFolder.write(instance.resolve("load/one.jar"), "one");
        DistributionFolder.write(instance.resolve("load/two.jar"), "two");
        DistributionFolder.write(instance.resolve("secrets/key"), "key");
    }

    @Test
    void settingsAndSecretsAreTheInstancesAndSomeBundlesAreLeftOut() throws Exception {
        Arguments arguments = prepare();

        assertThat(names(arguments.distribution().resolve("bundle"))).containsExactly("library.jar");
        assertThat(names(arguments.instance().resolve("load"))).containsExactly("one.jar");
        assertThat(arguments.instance().resolve("conf/a.config")).hasContent("a=\"2\"");
        assertThat(arguments.instance().resolve("secrets/key")).hasContent("key");
        assertThat(arguments.distribution().resolve("launcher/framework.properties")).exists();
    }

    @Test
    void nothingButTheLinksIsDeleted() throws Exception {
        prepare();

        OfflineFolder.delete(folder.resolve("temporary"));

        assertThat(folder.resolve("temporary")).doesNotExist();
        assertThat(instance.resolve("secrets/key")).exists();
        assertThat(instance.resolve("load/one.jar")).exists();
        assertThat(distribution.resolve("bundle/library.jar")).exists();
    }

    @Test
    void whatIsNoInstanceIsRefused() {
        instance = folder.resolve("elsewhere");

        assertThatThrownBy(this::prepare).isInstanceOf(Refusal.class).hasMessageContaining("there is no instance in " + instance);
    }

    private Arguments prepare() throws Refusal, IOException {
        Path temporary = Files.createDirectories(folder.resolve("temporary"));
        return OfflineFolder.prepare(new OfflineArguments("testlet", distribution, instance, List.of()), temporary);
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
