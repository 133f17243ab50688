package com.iam.state.redis.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What answers as Redis does to a client that connects, and to all that matters as a test says. */
final class FakeRedis implements AutoCloseable {

    private static final Set<String> ASKED = Set.of("EVAL", "EVALSHA", "GETEX", "GET", "SET", "PUBLISH");

    private final ServerSocket server;
    private final Set<Socket> peers = ConcurrentHashMap.newKeySet();
    private volatile Function<List<String>, byte[]> answers = FakeRedis::sense;

    FakeRedis() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    String uri() {
        return "redis://127.0.0.1:" + server.getLocalPort();
    }

    /** From now on each script and each command on a key is answered by this. */
    void answer(byte[] next) {
        answers = command -> next;
    }

    /** From now on a check finds all well, as at the beginning. */
    void makeSense() {
        answers = FakeRedis::sense;
    }

    private static byte[] sense(List<String> command) {
        String script = command.get(1);
        if (script.equals(Script.NOW.digest()) || script.equals(Script.NOW.text())) {
            return bytes("*1\r\n:" + System.currentTimeMillis() + "\r\n");
        }
        return bytes("*1\r\n$0\r\n\r\n");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket peer = server.accept();
                peers.add(peer);
                thread(() -> serve(peer));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket peer) {
        try (peer; InputStream in = new BufferedInputStream(peer.getInputStream()); OutputStream out = peer.getOutputStream()) {
            while (true) {
                List<String> command = command(in);
                String name = command.get(0).toUpperCase(Locale.ROOT);
                out.write(ASKED.contains(name) ? answers.apply(command) : usual(name));
                out.flush();
            }
        } catch (IOException | RuntimeException e) {
            // The client has gone.
        } finally {
            peers.remove(peer);
        }
    }

    private static byte[] usual(String name) {
        return bytes(switch (name) {
            case "PING" -> "+PONG\r\n";
            case "ROLE" -> "*3\r\n$6\r\nmaster\r\n:0\r\n*0\r\n";
            case "HELLO" -> "-ERR unknown command\r\n";
            default -> "+OK\r\n";
        });
    }

    private static List<String> command(InputStream in) throws IOException {
        int size = Integer.parseInt(line(in).substring(1));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int length = Integer.parseInt(line(in).substring(1));
            words.add(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
            in.readNBytes(2);
        }
        return words;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the end");
            }
            line.append((char) c);
        }
        in.read();
        return line.toString();
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "fake-redis");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket peer : peers) {
            peer.close();
        }
    }
}
