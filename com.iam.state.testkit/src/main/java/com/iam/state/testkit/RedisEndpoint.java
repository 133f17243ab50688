package com.iam.state.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Where a Redis can be talked to that this process need not have started: a port of the loopback. */
public record RedisEndpoint(int port) {

    private static final int CONNECT_IN_MS = 2000;
    private static final int ANSWER_IN_MS = 5000;

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Sends one command and returns the raw reply, as much as has come when it ends. */
    public String send(String... command) {
        return exchange(encoded(command));
    }

    String exchange(String commands) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_IN_MS);
            socket.setSoTimeout(ANSWER_IN_MS);
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String encoded(String... command) {
        StringBuilder request = new StringBuilder("*" + command.length + "\r\n");
        for (String part : command) {
            request.append('$').append(part.getBytes(StandardCharsets.UTF_8).length).append("\r\n").append(part).append("\r\n");
        }
        return request.toString();
    }
}
