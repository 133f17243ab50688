package com.iam.state.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Everything that a Redis is told, as MONITOR shows it. */
public final class RedisMonitor implements AutoCloseable {

    private final Socket socket;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Thread listener = new Thread(this::listen, "redis-monitor");

    private RedisMonitor(Socket socket) {
        this.socket = socket;
    }

    public static RedisMonitor of(RedisServer server) {
        try {
            RedisMonitor monitor = new RedisMonitor(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            monitor.socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
            monitor.listener.start();
            Await.until("Redis tells what it hears", () -> monitor.text().startsWith("+OK"));
            return monitor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All so far, each byte as one character, with the escapes of MONITOR taken back. */
    public String text() {
        String raw;
        synchronized (heard) {
            raw = heard.toString(StandardCharsets.ISO_8859_1);
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\' || i + 1 == raw.length()) {
                text.append(c);
            } else if (raw.charAt(i + 1) == 'x' && i + 3 < raw.length()) {
                text.append((char) Integer.parseInt(raw.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                i++;
                int special = "nrtab".indexOf(raw.charAt(i));
                text.append(special < 0 ? raw.charAt(i) : "\n\r\t\u0007\b".charAt(special));
            }
        }
        return text.toString();
    }

    private void listen() {
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                synchronized (heard) {
                    heard.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // Closed, or the server has gone: what was heard stays.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            listener.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
