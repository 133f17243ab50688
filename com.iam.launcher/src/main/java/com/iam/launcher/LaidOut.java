package com.iam.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/**
 * Which bundles in {@code load} a launch put there, by SHA-256. A bundle that an operator has replaced or removed
 * since is told apart by it, and stays as the operator left it.
 */
final class LaidOut {

    private static final String RECORD = ".laid-out";

    private LaidOut() {
    }

    /** Records all bundles of a folder that was just filled. */
    static void record(Path load) throws IOException {
        Properties hashes = new Properties();
        for (Path jar : jars(load)) {
            hashes.setProperty(name(jar), sha256(jar));
        }
        write(load, hashes);
    }

    /**
     * Brings the bundles that no operator has touched to the distribution's state and adds those that are new in it.
     *
     * @return the names of the bundles that changed
     */
    static List<String> refresh(Path source, Path load) throws IOException {
        if (!Files.isRegularFile(load.resolve(RECORD)) || !Files.isWritable(load)) {
            return List.of();
        }
        Properties hashes = read(load);
        List<String> changed = jars(source).stream().filter(jar -> follows(jar, load, hashes)).map(LaidOut::name).toList();
        for (String name : changed) {
            Path part = load.resolve("." + name + ".part");
            Files.copy(source.resolve(name), part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, load.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            hashes.setProperty(name, sha256(load.resolve(name)));
        }
        if (!changed.isEmpty()) {
            write(load, hashes);
        }
        return changed;
    }

    private static boolean follows(Path jar, Path load, Properties hashes) {
        Path there = load.resolve(name(jar));
        String recorded = hashes.getProperty(name(jar));
        if (!Files.exists(there)) {
            return recorded == null;
        }
        String hash = sha256(there);
        return hash.equals(recorded) && !hash.equals(sha256(jar));
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> name(file).endsWith(".jar")).sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static Properties read(Path load) throws IOException {
        Properties hashes = new Properties();
        try (InputStream in = Files.newInputStream(load.resolve(RECORD))) {
            hashes.load(in);
        }
        return hashes;
    }

    private static void write(Path load, Properties hashes) throws IOException {
        try (OutputStream out = Files.newOutputStream(load.resolve(RECORD))) {
            hashes.store(out, "SHA-256 of the bundles as the launcher put them here");
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
