package com.iam.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Everything that one instance writes. Held under a file lock for as long as the process lives: two frameworks on one
 * cache destroy it. The operating system frees the lock of a process that died, so no stale lock has to be removed.
 */
final class WorkFolder implements AutoCloseable {

    private final Path folder;
    private final FileChannel lockFile;

    private WorkFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Creates what is missing and takes the lock, or refuses at once, naming the process that holds it, or what is
     * there of others ({@link Ownership}), before anything is written. A folder that it creates is private to its
     * owner, as there will be password hashes, secrets of one-time codes and perhaps keys in it.
     */
    static WorkFolder take(Path folder) throws Refusal {
        FileChannel lockFile = null;
        try {
            Ownership.ofThisProcess().requireOwn(folder);
            PrivateFolder.create(folder);
            for (String part : new String[] {"cache", "logs", "data", "tmp"}) {
                Files.createDirectories(folder.resolve(part));
            }
            lockFile = FileChannel.open(folder.resolve("lock"),
                    StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            if (!lock(lockFile)) {
                String owner = read(lockFile);
                lockFile.close();
                throw new Refusal("the work folder " + folder + " is in use by process " + owner
                        + ": stop that process or choose another folder with --work");
            }
            lockFile.truncate(0);
            lockFile.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid())
                    .getBytes(StandardCharsets.US_ASCII)), 0);
            return new WorkFolder(folder, lockFile);
        } catch (IOException e) {
            throw new Refusal("the work folder " + folder + " cannot be used: " + e, e);
        }
    }

    private static boolean lock(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static String read(FileChannel lockFile) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        lockFile.read(pid, 0);
        return new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
    }

    /** What there is to say in one line if others can read what the instance writes. */
    Optional<String> warning() throws IOException {
        return PrivateFolder.isOpen(folder)
                ? Optional.of("others than its owner can read the work folder " + folder
                        + ", where password hashes and keys may be: chmod go= " + folder)
                : Optional.empty();
    }

    Path path() {
        return folder;
    }

    Path cache() {
        return folder.resolve("cache");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path tmp() {
        return folder.resolve("tmp");
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
