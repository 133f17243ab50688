package com.iam.state.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Everything that a Redis is told, as MONITOR shows it. Kept in a file, since under load that is a lot. */
public final class RedisMonitor implements AutoCloseable {

    private final Socket socket;
    private final Path heard;
    private final Thread listener = new Thread(this::listen, "redis-monitor");

    private RedisMonitor(Socket socket, Path heard) {
        this.socket = socket;
        this.heard = heard;
    }

    /** Listens, from when it returns until it is closed or the server has gone. */
    public static RedisMonitor of(RedisServer server) {
        try {
            RedisMonitor monitor = new RedisMonitor(new Socket(InetAddress.getLoopbackAddress(), server.port()),
                    Files.createTempFile("iam-redis", ".monitor"));
            monitor.socket.getOutputStream().write(server.signedIn("MONITOR").getBytes(StandardCharsets.UTF_8));
            monitor.listener.start();
            String welcome = server.isSignedIn() ? "+OK\r\n+OK\r\n" : "+OK\r\n";
            Await.until("Redis tells what it hears", () -> monitor.text().startsWith(welcome));
            return monitor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All so far, each byte as one character, with the escapes of MONITOR taken back. */
    public String text() {
        try (InputStream in = open()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, piece by piece. Not after {@link #close()}. */
    public InputStream open() throws IOException {
        return new MonitorText(new BufferedInputStream(Files.newInputStream(heard), 65_536));
    }

    /** Stops listening; what was heard stays until {@link #close()}. */
    public void stop() {
        try {
            socket.close();
            listener.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void listen() {
        try (InputStream in = socket.getInputStream(); OutputStream out = Files.newOutputStream(heard)) {
            in.transferTo(out);
        } catch (IOException e) {
            // Closed, or the server has gone: what was heard stays.
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Files.deleteIfExists(heard);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
