package com.iam.state.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * The oldest Redis that a repository must work with, 6.2, which no Linux distribution of today has any more. It comes inside a jar
 * that a test must have on its class path.
 */
final class OldestRedis {

    private static final String ARTIFACT = "com.github.codemonstur:embedded-redis:1.4.3";
    private static final Map<String, String> PROGRAMS = Map.of("amd64", "redis-server-6.2.6-v5-linux-amd64",
            "aarch64", "redis-server-6.2.7-linux-arm64");

    private static Path program;

    private OldestRedis() {
    }

    /** Takes it out of the jar, once for this process. */
    static synchronized String program() {
        if (program == null) {
            String name = PROGRAMS.getOrDefault(System.getProperty("os.arch"), "redis-server-6.2");
            try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
                if (in == null) {
                    throw new AssertionError("there is no " + name + ": put " + ARTIFACT + " on the class path");
                }
                Path file = Files.createTempFile("iam-redis-6", "");
                file.toFile().deleteOnExit();
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                if (!file.toFile().setExecutable(true)) {
                    throw new AssertionError(file + " cannot be made executable");
                }
                program = file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return program.toString();
    }
}
