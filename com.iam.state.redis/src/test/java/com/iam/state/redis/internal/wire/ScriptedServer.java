package com.iam.state.redis.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;

/** The other end of a wire, which does what a test says, when it says so. */
final class ScriptedServer implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ServerSocket server;
    private Socket peer;

    ScriptedServer() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /** Whose greeting is answered already. @param patience with the rest of an answer */
    Wire wire(Duration patience) throws IOException, GeneralSecurityException {
        Thread greeting = new Thread(() -> {
            try {
                peer = server.accept();
                receive();
                send("+OK\r\n");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        greeting.start();
        Dial dial = new Dial(Optional.empty(), Optional.empty(), Optional.empty(), 0, "test", PATIENCE, patience);
        Wire wire = dial.dial(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), "localhost");
        try {
            greeting.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return wire;
    }

    Wire wire() throws IOException, GeneralSecurityException {
        return wire(PATIENCE);
    }

    /** What comes in one go; waits for something. */
    String receive() throws IOException {
        InputStream in = peer.getInputStream();
        byte[] buffer = new byte[1 << 16];
        return new String(buffer, 0, in.read(buffer), US_ASCII);
    }

    void send(String answer) throws IOException {
        peer.getOutputStream().write(answer.getBytes(US_ASCII));
    }

    void hangUp() throws IOException {
        peer.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (peer != null) {
            peer.close();
        }
    }
}
