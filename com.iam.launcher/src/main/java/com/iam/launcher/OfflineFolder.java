package com.iam.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** A distribution and an instance made of links, in which some bundles are missing; and a work folder. */
final class OfflineFolder {

    /** Names the bundles that are left out, by how their file names begin. */
    private static final String WITHOUT = "iam.offline.without";

    private OfflineFolder() {
    }

    static Arguments prepare(OfflineArguments arguments, Path folder) throws Refusal {
        Path distribution = folder.resolve("distribution");
        Path instance = folder.resolve("instance");
        for (String needed : List.of("conf", "load")) {
            if (!Files.isDirectory(arguments.instance().resolve(needed))) {
                throw new Refusal("there is no instance in " + arguments.instance() + ": it has no " + needed
                        + "/ (./iam run lays it out)");
            }
        }
        try {
            Files.createDirectories(distribution);
            Files.createDirectories(instance);
            String[] without = without(arguments.distribution());
            for (String shared : List.of("launcher", "conf")) {
                Files.createSymbolicLink(distribution.resolve(shared), arguments.distribution().resolve(shared));
            }
            for (String own : List.of("conf", "secrets")) {
                Files.createSymbolicLink(instance.resolve(own), arguments.instance().resolve(own));
            }
            link(arguments.distribution().resolve("bundle"), distribution.resolve("bundle"), without);
            link(arguments.instance().resolve("load"), instance.resolve("load"), without);
        } catch (IOException e) {
            throw new Refusal("the temporary folder cannot be filled: " + e, e);
        }
        return new Arguments(distribution, instance, folder.resolve("work"), 1, false, false);
    }

    /** Links are deleted, what they point to is not. */
    static void delete(Path folder) {
        try {
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
        } catch (IOException e) {
            System.err.println("iam: " + folder + " could not be removed (" + e + ")");
        }
    }

    private static void link(Path from, Path to, String[] without) throws IOException {
        Files.createDirectories(to);
        try (var jars = Files.list(from)) {
            for (Path jar : jars.filter(file -> isWanted(file.getFileName().toString(), without)).toList()) {
                Files.createSymbolicLink(to.resolve(jar.getFileName()), jar);
            }
        }
    }

    private static boolean isWanted(String name, String[] without) {
        return name.endsWith(".jar") && Stream.of(without).noneMatch(name::startsWith);
    }

    private static String[] without(Path distribution) throws IOException {
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(distribution.resolve("launcher/framework.properties"))) {
            settings.load(in);
        }
        return settings.getProperty(WITHOUT, "").split("\\s*,\\s*");
    }
}
