package com.iam.benchmarks.contender;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.iam.state.testkit.RedisEndpoint;

/**
 * The floor: a blocking socket for each thread, GETEX to read and SET with EX to write, and nothing else. No state is
 * encoded, protected, compared or indexed, so no product that keeps state in Redis does less.
 */
public final class RawSockets implements Contender<byte[]> {

    private static final byte[] GETEX = ascii("GETEX");
    private static final byte[] SET = ascii("SET");
    private static final byte[] DEL = ascii("DEL");
    private static final byte[] EX = ascii("EX");
    private static final byte[] SECONDS = ascii(String.valueOf(Sample.IDLE_TIMEOUT.toSeconds()));

    private final byte[] state = Sample.bytes();
    private final Queue<Connection> opened = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Connection> connections;

    public RawSockets(RedisEndpoint redis) {
        connections = ThreadLocal.withInitial(() -> {
            Connection connection = new Connection(redis.port());
            opened.add(connection);
            return connection;
        });
    }

    @Override
    public byte[] create(String user) {
        byte[] key = ascii("raw:" + UUID.randomUUID());
        save(key);
        return key;
    }

    @Override
    public void read(byte[] key) {
        if (connections.get().send(GETEX, key, EX, SECONDS) != state.length) {
            throw new IllegalStateException("the state is gone");
        }
    }

    @Override
    public void write(byte[] key, String value) {
        read(key);
        save(key);
    }

    @Override
    public void delete(byte[] key) {
        connections.get().send(DEL, key);
    }

    @Override
    public void close() {
        opened.forEach(Connection::close);
    }

    private void save(byte[] key) {
        connections.get().send(SET, key, state, EX, SECONDS);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** As much of the protocol as these commands need. */
    private static final class Connection {

        private final Socket socket;
        private final InputStream in;
        private final ByteArrayOutputStream request = new ByteArrayOutputStream(4096);
        private final byte[] body = new byte[Sample.BYTES + 2];

        Connection(int port) {
            try {
                socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setTcpNoDelay(true);
                in = new BufferedInputStream(socket.getInputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Returns the length of what came back; -1 for nothing. */
        int send(byte[]... command) {
            try {
                request.reset();
                request.writeBytes(ascii("*" + command.length + "\r\n"));
                for (byte[] part : command) {
                    request.writeBytes(ascii("$" + part.length + "\r\n"));
                    request.writeBytes(part);
                    request.writeBytes(ascii("\r\n"));
                }
                request.writeTo(socket.getOutputStream());
                String head = line();
                if (head.charAt(0) != '$') {
                    return -1;
                }
                int length = Integer.parseInt(head.substring(1));
                return length < 0 ? -1 : in.readNBytes(body, 0, length + 2) - 2;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(16);
            for (int c = in.read(); c != '\r'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("Redis has closed the connection");
                }
                line.append((char) c);
            }
            in.read();
            if (line.charAt(0) == '-') {
                throw new IOException(line.toString());
            }
            return line.toString();
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
