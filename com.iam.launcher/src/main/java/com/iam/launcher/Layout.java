package com.iam.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Lays out an instance folder: {@code conf}, {@code load} and {@code secrets}. A folder that exists belongs to the
 * operator and is left as it is, so a complete instance may be read-only. Each folder appears whole or not at all: it
 * is filled under another name first, because two processes may start on one shared instance.
 */
final class Layout {

    private final Path distribution;
    private final Path instance;

    Layout(Path distribution, Path instance) {
        this.distribution = distribution;
        this.instance = instance;
    }

    void complete() throws Refusal {
        if (!Files.isDirectory(distribution.resolve("bundle"))) {
            throw new Refusal("no distribution in " + distribution);
        }
        for (String folder : List.of("conf", "load", "secrets")) {
            if (!Files.isDirectory(instance.resolve(folder))) {
                create(folder);
            }
        }
    }

    private void create(String folder) throws Refusal {
        try {
            Files.createDirectories(instance);
            Path filling = Files.createTempDirectory(instance, "." + folder);
            Path source = distribution.resolve(folder);
            if (Files.isDirectory(source)) {
                copy(source, filling);
            }
            if (folder.equals("load")) {
                LaidOut.record(filling);
            }
            // A temporary directory is private to its owner: right for secrets, wrong for what a group shares.
            if (!folder.equals("secrets")) {
                Files.setPosixFilePermissions(filling, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            moveUnlessThere(filling, instance.resolve(folder));
        } catch (IOException | UncheckedIOException e) {
            throw new Refusal("the instance " + instance + " lacks " + folder + "/, which cannot be created: " + e, e);
        }
    }

    private static void moveUnlessThere(Path filled, Path target) throws IOException {
        try {
            Files.move(filled, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
            delete(filled);
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        try (var files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException failure) throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
