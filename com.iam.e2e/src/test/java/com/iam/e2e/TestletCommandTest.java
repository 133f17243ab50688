package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.RedisServer;

/** {@code ./iam testlet}, with no instance running. */
class TestletCommandTest {

    private static final Path DISTRIBUTION = Path.of(System.getProperty("iam.distribution")).normalize();

    @TempDir
    Path folder;
    private Path conf;
    private Path temporary;

    private record Result(int exitCode, String output) {
    }

    @BeforeEach
    void layOut() throws IOException {
        temporary = Files.createDirectory(folder.resolve("temporary"));
        conf = Files.createDirectories(folder.resolve("instance/conf"));
        Path load = Files.createDirectories(folder.resolve("instance/load"));
        Files.createDirectories(folder.resolve("instance/secrets"));
        try (var jars = Files.list(DISTRIBUTION.resolve("load"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, load.resolve(jar.getFileName()));
            }
        }
        Files.writeString(conf.resolve("com.iam.state.crypto.aes128gcm-main.config"),
                ".secretKey=\"" + Configurations.KEY.replace("=", "\\=") + "\"\n");
    }

    private void redis(String name, String uri) throws IOException {
        Files.writeString(conf.resolve("com.iam.state.redis-" + name + ".config"),
                "redisUri=\"" + uri + "\"\nencryption.target=\"(state.encryption\\=aes128gcm)\"\n");
    }

    @Test
    void eachConfiguredRepositoryIsExamined() throws Exception {
        try (RedisServer server = RedisServer.start()) {
            redis("main", server.uri());
            redis("spare", "redis://127.0.0.1:" + RedisServer.freePort());

            Result all = run();
            assertThat(all.exitCode()).as(all.output()).isEqualTo(1);
            assertThat(all.output()).contains("Repository main").contains("main at " + server.uri() + "/0 iam: 12 passed, 0 failed")
                    .contains("Repository spare").contains("FAILED   Connection").contains("-> start Redis")
                    .doesNotContain(Configurations.KEY);
            Result main = run("main");
            assertThat(main.exitCode()).as(main.output()).isZero();
            assertThat(main.output()).doesNotContain("spare");
            assertThat(server.send("KEYS", "*:x")).as("sessions that are left").isEqualTo("*0\r\n");
            assertThat(run("unknown").exitCode()).isEqualTo(2);
        }
    }

    @Test
    void settingsThatAreRefusedAreSaid() throws Exception {
        redis("main", "http://127.0.0.1");

        Result result = run();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("FAILED   Settings").contains("com.iam.state.redis-main.config: redisUri: must begin");
    }

    @Test
    void whereThereIsNothingToExamineThatIsSaid() throws Exception {
        Result result = run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("No Redis repository is configured");
    }

    private Result run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary, "-jar", DISTRIBUTION.resolve("launcher/com.iam.launcher.jar").toString(),
                "testlet", "--distribution", DISTRIBUTION.toString(), "--instance", folder.resolve("instance").toString()));
        command.addAll(List.of(words));
        Path output = folder.resolve("out.log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end: " + Files.readString(output));
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("iam-"))).as("temporary folders").isEmpty();
        }
        return new Result(process.exitValue(), Files.readString(output));
    }
}
