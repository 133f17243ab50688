package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Commands of the launcher that need no running instance, and the instance whose settings they look at. */
final class OfflineRun {

    private final Path folder;
    private final Path conf;
    private final Path temporary;

    record Result(int exitCode, String output) {
    }

    /** Lays out an instance with the bundles of the distribution and no settings. */
    OfflineRun(Path folder) throws IOException {
        this.folder = folder;
        temporary = Files.createDirectory(folder.resolve("temporary"));
        conf = Files.createDirectories(folder.resolve("instance/conf"));
        Path load = Files.createDirectories(folder.resolve("instance/load"));
        Files.createDirectories(folder.resolve("instance/secrets"));
        try (var jars = Files.list(LauncherCommand.distribution().resolve("load"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, load.resolve(jar.getFileName()));
            }
        }
    }

    void configure(String file, String... lines) throws IOException {
        Files.writeString(conf.resolve(file), String.join("\n", lines) + "\n");
    }

    void secret(String name, String value) throws IOException {
        Files.writeString(folder.resolve("instance/secrets").resolve(name), value);
    }

    Result run(String name, String... words) throws IOException, InterruptedException {
        Path output = folder.resolve("out.log");
        Process process = new LauncherCommand(name, folder.resolve("instance")).with(words)
                .option("-Djava.io.tmpdir=" + temporary).builder().redirectOutput(output.toFile()).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end: " + Files.readString(output));
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("iam-"))).as("temporary folders").isEmpty();
        }
        Leaks.search(Place.LOG, "the output of " + name, Files.newInputStream(output));
        return new Result(process.exitValue(), Files.readString(output));
    }
}
