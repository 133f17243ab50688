package com.iam.benchmarks.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/** The assembled distribution; the system property {@code iam.distribution} says where it lies. */
public final class Distribution {

    private static final String REDIS_SETTINGS = "OSGI-INF/metatype/com.iam.state.redis.internal.RedisConfiguration.xml";

    private Distribution() {
    }

    public static Path folder() {
        Path folder = Path.of(System.getProperty("iam.distribution", "cnf/target/distribution")).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder.resolve("bundle"))) {
            throw new IllegalStateException("the distribution is not assembled: " + folder);
        }
        return folder;
    }

    /** Whether its Redis repository knows a setting. */
    public static boolean hasRedisSetting(String name) {
        try (JarFile jar = new JarFile(folder().resolve("load/com.iam.state.redis.jar").toFile())) {
            String settings = new String(jar.getInputStream(jar.getEntry(REDIS_SETTINGS)).readAllBytes(),
                    StandardCharsets.UTF_8);
            return settings.contains("id=\"" + name + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
