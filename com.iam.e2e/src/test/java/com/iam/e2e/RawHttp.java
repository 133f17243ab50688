package com.iam.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** One connection for one row of bytes: what no HTTP client would send is sent as it is. */
final class RawHttp {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
    private static final int CONNECT_IN_MS = 5_000;

    /** @param text all that came before the server closed the connection, as ISO-8859-1 */
    record Answer(String text) {

        /** One for each response, in their order; 100 (Continue) and the like among them. */
        List<Integer> statuses() {
            return STATUS.matcher(text).results().map(found -> Integer.valueOf(found.group(1))).toList();
        }
    }

    private RawHttp() {
    }

    /**
     * Sends all and closes its own direction, so that the server waits for nothing more.
     *
     * @throws AssertionError if the connection is still open when the time is over
     */
    static Answer exchange(int port, byte[] request, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_IN_MS);
            send(socket, request);
            return new Answer(receive(socket, end));
        } catch (IOException e) {
            throw new AssertionError("no connection: " + e, e);
        }
    }

    /** A server that has refused the beginning need not take the rest. */
    private static void send(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
        } catch (IOException e) {
            // What the server has answered by now is still read.
            return;
        }
    }

    private static String receive(Socket socket, long end) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            while (true) {
                long remaining = (end - System.nanoTime()) / 1_000_000;
                if (remaining <= 0) {
                    throw new SocketTimeoutException();
                }
                socket.setSoTimeout((int) remaining);
                int count = in.read(buffer);
                if (count < 0) {
                    return received.toString(StandardCharsets.ISO_8859_1);
                }
                received.write(buffer, 0, count);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open; received: "
                    + received.toString(StandardCharsets.ISO_8859_1), e);
        } catch (IOException e) {
            // A reset after the answer, for what was not read of the request.
            return received.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
