package com.iam.logback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeLinesFileTest {

    @TempDir
    Path folder;

    @Test
    void aFullDiskIsAFailureAndRoomEndsIt() throws IOException {
        Path path = folder.resolve("file");
        // To which any write fails as on a full disk.
        Files.createSymbolicLink(path, Path.of("/dev/full"));
        try (WholeLinesFile file = new WholeLinesFile(path)) {
            write(file, "lost");
            assertThat(file.failure()).hasValueSatisfying(reason -> assertThat(reason).startsWith("No space left on device"));

            Files.delete(path);
            write(file, "kept");
            assertThat(file.failure()).isEmpty();
        }
        assertThat(Files.readString(path)).isEqualTo("kept");
    }

    @Test
    void aFolderThatHasGoneIsMadeAgain() throws IOException {
        Path path = folder.resolve("logs/file");
        try (WholeLinesFile file = new WholeLinesFile(path)) {
            write(file, "kept");
        }
        assertThat(Files.readString(path)).isEqualTo("kept");
    }

    private static void write(WholeLinesFile file, String text) {
        file.write(text.getBytes(StandardCharsets.UTF_8), 0, text.length());
    }
}
