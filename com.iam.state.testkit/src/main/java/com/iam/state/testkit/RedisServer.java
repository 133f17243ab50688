package com.iam.state.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Redis server of a test's own: on a free port of the loopback, in a folder that goes with it. */
public final class RedisServer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final int port;
    private final List<String> options;
    private List<String> program = List.of("redis-server");
    private Process process;
    private List<String> signIn = List.of();

    private RedisServer(Path folder, int port, List<String> options) {
        this.folder = folder;
        this.port = port;
        this.options = options;
    }

    /** @param options as on the command line of {@code redis-server}, as in {@code "--requirepass", "secret"} */
    public static RedisServer start(String... options) {
        return start("redis-server", options);
    }

    /** The same in the oldest version that a repository must work with. It comes with a jar: see {@link OldestRedis}. */
    public static RedisServer startOldest(String... options) {
        return start(OldestRedis.program(), options);
    }

    private static RedisServer start(String program, String... options) {
        try {
            RedisServer server = new RedisServer(Files.createTempDirectory("iam-redis"), freePort(), List.of(options));
            server.program = List.of(program);
            server.startAgain();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Redis Sentinel, which keeps what it learns in a file of its own. */
    static RedisServer startSentinel(List<String> lines) {
        try {
            Path folder = Files.createTempDirectory("iam-sentinel");
            Path file = Files.write(folder.resolve("sentinel.conf"), lines);
            RedisServer server = new RedisServer(folder, freePort(), List.of());
            server.program = List.of("redis-server", file.toString(), "--sentinel");
            server.startAgain();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public String uri() {
        return endpoint().uri();
    }

    /** For those who only talk to it. */
    public RedisEndpoint endpoint() {
        return new RedisEndpoint(port);
    }

    /** Starts it again after a {@link #stop()} or a {@link #kill()}, with what it had saved. */
    public void startAgain() {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("--port", String.valueOf(port),
                "--bind", "127.0.0.1", "--dir", folder.toString(), "--dbfilename", "dump.rdb", "--save", "",
                "--appendonly", "no", "--logfile", folder.resolve("redis.log").toString()));
        command.addAll(options);
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out.log").toFile())).start();
        } catch (IOException e) {
            throw new AssertionError("redis-server is missing: install the Debian package redis-server", e);
        }
        Await.until("Redis answers; see " + folder, LIMIT, this::answers);
    }

    /** Saves the data and stops. */
    public void stop() {
        send("SAVE");
        kill();
    }

    /** Stops at once; what was not saved is lost. */
    public void kill() {
        process.destroyForcibly();
        waitForEnd();
    }

    /** Keeps the connections open and answers nothing until {@link #resume()}. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    /** From now on {@link #send} and what uses it do so as this user. */
    public RedisServer signIn(String user, String password) {
        signIn = List.of("AUTH", user, password);
        return this;
    }

    /**
     * Sends one command, without authentication unless {@link #signIn} was called, and returns the raw reply, as much as
     * has come when it ends.
     */
    public String send(String... command) {
        String reply = endpoint().exchange(signedIn(command));
        return !isSignedIn() ? reply : reply.substring(reply.indexOf('\n') + 1);
    }

    /** All that Redis holds, as it writes it to disk, without compression. */
    public byte[] dump() {
        send("CONFIG", "SET", "rdbcompression", "no");
        send("SAVE");
        try {
            return Files.readAllBytes(folder.resolve("dump.rdb"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            resume();
            kill();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            Path[] found = files.toArray(Path[]::new);
            for (int i = found.length - 1; i >= 0; i--) {
                Files.delete(found[i]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it is sent, behind what signs in. */
    String signedIn(String... command) {
        return (isSignedIn() ? RedisEndpoint.encoded(signIn.toArray(String[]::new)) : "") + RedisEndpoint.encoded(command);
    }

    boolean isSignedIn() {
        return !signIn.isEmpty();
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("redis-server did not start with " + Arrays.toString(options.toArray()) + "; see " + folder);
        }
        try {
            return !send("PING").isEmpty();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("signal " + name + " failed", e);
        }
    }

    private void waitForEnd() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("redis-server does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
