package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which files configure services of one kind. */
final class ConfiguredFiles {

    private ConfiguredFiles() {
    }

    /** @return their names, sorted; none if the folder cannot be read */
    static List<String> of(Path folder, String beginning) {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(beginning) && (name.endsWith(".config") || name.endsWith(".cfg")))
                    .sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
