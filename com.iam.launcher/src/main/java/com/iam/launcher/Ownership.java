package com.iam.launcher;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose files are there. What an instance writes to must be its own user's, or root's, as a mounted volume is:
 * another user could have put a link there that has the instance write, or delete, elsewhere. Asks nothing on file
 * systems without owners (POSIX).
 */
final class Ownership {

    private static final int ROOT = 0;

    private final int self;

    Ownership(int self) {
        this.self = self;
    }

    /** Of the user of this process, as the system sees it and not by name: in a container it may have none. */
    static Ownership ofThisProcess() throws IOException {
        Path probe = Files.createTempFile("iam", null);
        try {
            return new Ownership(isPosix(probe) ? uid(probe) : ROOT);
        } finally {
            Files.delete(probe);
        }
    }

    /**
     * Refuses what belongs to others, links, and what is neither a file nor a folder, at any depth. A missing folder
     * is right.
     */
    void requireOwn(Path folder) throws Refusal, IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS) || !isPosix(folder)) {
            return;
        }
        // The way to it may be a link, if that is the operator's own.
        requireOwner(folder);
        List<Path> all = new ArrayList<>();
        Files.walkFileTree(folder.toRealPath(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                all.add(path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                all.add(path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException failure) {
                all.add(path);
                return FileVisitResult.CONTINUE;
            }
        });
        for (Path path : all) {
            try {
                requireOwner(path);
                requirePlain(path);
            } catch (NoSuchFileException removedMeanwhile) {
                // An instance runs there, which the lock will tell.
                continue;
            }
        }
    }

    private void requireOwner(Path path) throws Refusal, IOException {
        if (!isOwn(path)) {
            throw new Refusal(path + " belongs to another user (uid " + uid(path)
                    + "), and the instance would write there: choose another folder with --work, or chown it");
        }
    }

    private static void requirePlain(Path path) throws Refusal, IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() && !attributes.isDirectory()) {
            throw new Refusal(path + " is " + (attributes.isSymbolicLink() ? "a symbolic link" : "neither a file nor a folder")
                    + ", and the instance would write there: remove it");
        }
    }

    /** One line for each folder of an instance through which another user decides what the instance runs or reads. */
    List<String> warnings(Path instance) throws IOException {
        List<String> warnings = new ArrayList<>();
        for (String name : List.of("conf", "load", "secrets")) {
            Path folder = instance.resolve(name);
            if (!Files.isDirectory(folder) || !isPosix(folder)) {
                continue;
            }
            Path real = folder.toRealPath();
            if (!isOwn(real)) {
                warnings.add(folder + " belongs to another user (uid " + uid(real) + "), who so decides what this instance runs and reads");
            } else if (Files.getPosixFilePermissions(real).contains(PosixFilePermission.OTHERS_WRITE)) {
                warnings.add("everybody can write to " + folder + ", and so decide what this instance runs and reads: chmod o-w " + folder);
            }
        }
        return warnings;
    }

    private boolean isOwn(Path path) throws IOException {
        int owner = uid(path);
        return owner == self || owner == ROOT;
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }
}
