package com.iam.benchmarks.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A user that is logged in and asks for her session, over one connection that stays. It understands just enough HTTP: a
 * complete client would take more of the machine than the instance that is measured.
 */
final class Client implements AutoCloseable {

    private static final String APP = "/auth-login/rest";

    private final Socket socket;
    private final InputStream in;
    private final byte[] request;

    private Client(Instance instance, String cookie) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), instance.port());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        request = ("GET " + APP + "/session HTTP/1.1\r\nHost: localhost:" + instance.port() + "\r\nCookie: " + cookie
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    static Client logIn(Instance instance) {
        String body = "{\"username\":\"" + Instance.USER + "\",\"password\":\"" + Instance.PASSWORD + "\"}";
        HttpRequest logIn = HttpRequest.newBuilder(instance.uri(APP + "/public/authentication/password/check"))
                .header("Content-Type", "application/json").header("X-Same-Domain", "1")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            HttpResponse<String> response = HttpClient.newHttpClient().send(logIn, HttpResponse.BodyHandlers.ofString());
            String cookie = response.headers().firstValue("Set-Cookie")
                    .orElseThrow(() -> new IllegalStateException("the log-in gave " + response.statusCode()));
            return new Client(instance, cookie.substring(0, cookie.indexOf(';')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    void session() throws IOException {
        socket.getOutputStream().write(request);
        String status = line();
        int length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
            }
        }
        if (length < 0) {
            chunks();
        } else {
            in.skipNBytes(length);
        }
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(status);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void chunks() throws IOException {
        int length;
        do {
            length = Integer.parseInt(line(), 16);
            in.skipNBytes(length + 2L);
        } while (length > 0);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the instance has closed the connection");
            }
            line.append((char) c);
        }
        in.read();
        return line.toString();
    }
}
