package com.iam.e2e;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;

/**
 * One running instance of the distribution, started as its launcher starts it for everybody. When it ends, what it wrote
 * and its metrics are searched for {@linkplain Leaks leaks}.
 */
final class Instance implements AutoCloseable {

    static final String PASSWORD = "demo-password-of-this-test";
    /** What it printed, in its work folder. */
    static final String CONSOLE = "out.log";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final Path folder;
    final Path work;
    final int port;
    private final Process process;

    private Instance(Path folder, Path work, int port, Process process) {
        this.folder = folder;
        this.work = work;
        this.port = port;
        this.process = process;
    }

    /** Starts and waits until it is ready. */
    static Instance start(Path folder, Path work) {
        return start(folder, work, 0);
    }

    /** @param drainInSeconds how long it serves on when it is told to stop; no balancer has to notice, unless a test has one */
    static Instance start(Path folder, Path work, int drainInSeconds) {
        Instance instance = launch(folder, work, drainInSeconds);
        try {
            Await.until("the instance is ready; it said: " + instance.work.resolve(CONSOLE), Duration.ofSeconds(90), instance::isReady);
        } catch (AssertionError e) {
            instance.end();
            throw e;
        }
        return instance;
    }

    static Instance launch(Path folder, Path work) {
        return launch(folder, work, 0);
    }

    private static Instance launch(Path folder, Path work, int drainInSeconds) {
        Secrets.password(PASSWORD);
        int port = RedisServer.freePort();
        try {
            Files.createDirectories(work);
            ProcessBuilder builder = new LauncherCommand("run", folder)
                    .option("-Diam.drainInSeconds=" + drainInSeconds)
                    .with("--work", work.toString(), "--port", String.valueOf(port), "--demo").builder()
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve(CONSOLE).toFile()));
            builder.environment().put("IAM_DEMO_PASSWORD", PASSWORD);
            return new Instance(folder, work, port, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("the instance has stopped: " + output());
        }
        try {
            return HTTP.send(HttpRequest.newBuilder(uri("/health/ready")).timeout(Duration.ofSeconds(20)).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String output() {
        return read(work.resolve(CONSOLE));
    }

    String log() {
        return read(work.resolve("logs/iam.log"));
    }

    /** Where the log ends now, for {@link #hasLogged}. */
    long logLength() {
        return work.resolve("logs/iam.log").toFile().length();
    }

    boolean hasLogged(String text, long since) {
        try (RandomAccessFile file = new RandomAccessFile(work.resolve("logs/iam.log").toFile(), "r")) {
            byte[] tail = new byte[(int) Math.max(0, file.length() - since)];
            file.seek(since);
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** The ids of the keys that sealed, the present one last. */
    List<String> sealingKeys() {
        return Pattern.compile("main: seals under key ([0-9a-f]{16})").matcher(log()).results().map(found -> found.group(1)).toList();
    }

    String auditLog() {
        return read(work.resolve("logs/audit.log"));
    }

    /** Writes a file of ConfigAdmin as an operator would: whole, in one step. */
    void configure(String file, String... lines) {
        write(folder.resolve("conf").resolve(file), String.join("\n", lines) + "\n");
    }

    /** Writes a secret file, in one step, which settings name as {@code $[secret:NAME]}. */
    void secret(String name, String value) {
        write(folder.resolve("secrets").resolve(name), value);
    }

    private void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(folder, "written", ".part");
            Files.writeString(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The metrics as they are scraped. */
    String metrics() {
        try {
            return HTTP.send(HttpRequest.newBuilder(uri("/metrics")).timeout(Duration.ofSeconds(20)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** As Ctrl-C does. Returns the exit code. */
    int stop() {
        searchMetrics();
        process.destroy();
        return exitCode();
    }

    /** As a service manager does. */
    void terminate() {
        process.destroy();
    }

    private void searchMetrics() {
        try {
            Leaks.search(Place.METRICS, "the metrics", metrics());
        } catch (UncheckedIOException e) {
            Leaks.report("the metrics could not be searched: " + e);
        }
    }

    /** Of an instance that ends by itself, or was told to. */
    int exitCode() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the instance does not stop: " + output());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            searchMetrics();
        }
        end();
        Leaks.searchWork(work);
    }

    private void end() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
