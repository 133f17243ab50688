package com.iam.settings.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a file holds at a moment. Only contents are compared: times and lengths may stay the same while they change. */
sealed interface Content {

    int LARGEST = 1 << 20;

    record Bytes(byte[] bytes) implements Content {

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        /** There may be secrets in it. */
        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }

    record Faulty(String reason) implements Content {
    }

    /** Empty if there is no such file. Links are followed. */
    static Optional<Content> of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            return Optional.of(
                    bytes.length > LARGEST ? new Faulty("is larger than " + LARGEST + " bytes") : new Bytes(bytes));
        } catch (NoSuchFileException e) {
            return Files.isSymbolicLink(file)
                    ? Optional.of(new Faulty("is a link to a file that is missing")) : Optional.empty();
        } catch (AccessDeniedException e) {
            return Optional.of(new Faulty("cannot be read: this process may not"));
        } catch (IOException e) {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(new Faulty("cannot be read (" + e.getClass().getSimpleName() + ")"))
                    : Optional.empty();
        }
    }

    /**
     * The files of a folder by their names. Folders in it are left out.
     *
     * @throws IOException if the folder itself cannot be read: then nothing is known of its files
     */
    static Map<String, Content> ofFolder(Path folder, Predicate<String> wanted) throws IOException {
        Map<String, Content> contents = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (wanted.test(name) && !Files.isDirectory(file)) {
                    of(file).ifPresent(content -> contents.put(name, content));
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return contents;
    }
}
