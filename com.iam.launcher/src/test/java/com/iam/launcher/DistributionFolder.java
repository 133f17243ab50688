package com.iam.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small distribution to lay out. */
final class DistributionFolder {

    private DistributionFolder() {
    }

    static Path in(Path folder) throws IOException {
        write(folder.resolve("conf/a.config"), "a=\"1\"");
        write(folder.resolve("conf/examples/b.config"), "b=\"1\"");
        write(folder.resolve("load/one.jar"), "one");
        write(folder.resolve("load/two.jar"), "two");
        Files.createDirectories(folder.resolve("bundle"));
        return folder;
    }

    static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
