package com.iam.benchmarks.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The assembled distribution; the system property {@code iam.distribution} says where it lies. */
public final class Distribution {

    private Distribution() {
    }

    public static Path folder() {
        Path folder = Path.of(System.getProperty("iam.distribution", "cnf/target/distribution")).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder.resolve("bundle"))) {
            throw new IllegalStateException("the distribution is not assembled: " + folder);
        }
        return folder;
    }
}
