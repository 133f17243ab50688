package com.iam.state.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicLong;

/** Stands where a server was, counts the attempts to connect to it and closes each connection at once. */
public final class DeadPort implements AutoCloseable {

    private final AtomicLong attempts = new AtomicLong();
    private final ServerSocket socket;

    private DeadPort(ServerSocket socket) {
        this.socket = socket;
    }

    /** @param port on which nobody listens any more */
    public static DeadPort of(int port) {
        try {
            DeadPort dead = new DeadPort(new ServerSocket(port, 100, InetAddress.getLoopbackAddress()));
            Thread thread = new Thread(dead::count, "dead-port");
            thread.setDaemon(true);
            thread.start();
            return dead;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long attempts() {
        return attempts.get();
    }

    private void count() {
        while (!socket.isClosed()) {
            try {
                socket.accept().close();
                attempts.incrementAndGet();
            } catch (IOException e) {
                // It was closed, or whoever connected has gone again.
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
