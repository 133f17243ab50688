package com.iam.benchmarks.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.iam.benchmarks.contender.Distribution;
import com.iam.benchmarks.contender.Folders;
import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisEndpoint;
import com.iam.state.testkit.RedisServer;

/** A running instance of the distribution, in a process of its own, started by its launcher. */
final class Instance implements AutoCloseable {

    static final String USER = "alice";
    static final String PASSWORD = "password-of-a-benchmark";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final int port = RedisServer.freePort();
    private final Process process;

    private Instance(Path folder, boolean demo) throws IOException {
        this.folder = folder;
        Path distribution = Distribution.folder();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        // Its memory is measured, so it takes on how this process compiles, and not how much memory it has.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(each -> each.startsWith("-XX:")).forEach(command::add);
        command.addAll(List.of("-jar", distribution.resolve("launcher/com.iam.launcher.jar").toString(), "run",
                "--distribution", distribution.toString(), "--instance", folder.resolve("instance").toString(),
                "--work", folder.resolve("work").toString(), "--port", String.valueOf(port)));
        if (demo) {
            command.add("--demo");
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile());
        builder.environment().put("IAM_DEMO_PASSWORD", PASSWORD);
        process = builder.start();
    }

    /** As it comes: sessions in memory, no users. */
    static Instance start() {
        try {
            return new Instance(Files.createTempDirectory("iam-instance"), false).awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With users to log in as. */
    static Instance startWithUsers() {
        try {
            Instance instance = new Instance(Files.createTempDirectory("iam-instance"), true).awaitReady();
            Await.until("there are users", LIMIT, () -> instance.read("out.log").contains("IAM demo users"));
            return instance;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves the running instance to a Redis, with encryption. @param settings further lines for the repository's file */
    void moveTo(RedisEndpoint redis, String... settings) {
        configure("com.iam.state.crypto.aes128gcm-main.config", ".secretKey=\"MDEyMzQ1Njc4OWFiY2RlZg\\=\\=\"");
        List<String> lines = new ArrayList<>(List.of("redisUri=\"" + redis.uri() + "\"",
                "encryption.target=\"(state.encryption\\=aes128gcm)\""));
        lines.addAll(List.of(settings));
        configure("com.iam.state.redis-main.config", lines.toArray(String[]::new));
        configure("com.iam.main.config", "stateRepository.target=\"(state.repository\\=redis)\"");
        Await.until("the instance has moved to Redis", LIMIT,
                () -> read("work/logs/iam.log").contains("Module login: bound to redis"));
    }

    int port() {
        return port;
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Folders.delete(folder);
    }

    private Instance awaitReady() {
        Await.until("the instance is ready", LIMIT, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the instance has stopped: " + read("out.log"));
            }
            return isReady();
        });
        return this;
    }

    private boolean isReady() {
        try {
            return HTTP.send(HttpRequest.newBuilder(uri("/health/ready")).timeout(Duration.ofSeconds(20)).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void configure(String file, String... lines) {
        try {
            Path part = Files.writeString(folder.resolve(file + ".part"), String.join("\n", lines) + "\n");
            Files.move(part, folder.resolve("instance/conf").resolve(file), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
