package com.iam.state.redis.internal.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/**
 * How to connect to a Redis.
 *
 * @param tls empty if the connection is not encrypted
 * @param connectionTimeout to connect
 * @param responseTimeout for each answer after that
 */
public record Dial(Optional<Tls> tls, Optional<String> username, Optional<String> password, int database, String clientName,
        Duration connectionTimeout, Duration responseTimeout) {

    /** @param context asked anew for each connection, as certificates are renewed */
    public record Tls(Context context, boolean verifyHostName) {
    }

    @FunctionalInterface
    public interface Context {

        SSLContext get() throws GeneralSecurityException;
    }

    /**
     * Connects, and logs in.
     *
     * @param host whose certificate is expected
     * @throws IOException if Redis cannot be reached or does not let us in; the message holds no secret
     */
    public Wire dial(InetSocketAddress address, String host) throws IOException, GeneralSecurityException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(address, milliseconds(connectionTimeout));
            plain.setSoTimeout(milliseconds(responseTimeout));
            Socket socket = tls.isEmpty() ? plain
                    : TlsSocket.over(plain, host, address.getPort(), tls.get().context().get(), tls.get().verifyHostName());
            Wire wire = new Wire(plain, socket, responseTimeout);
            for (List<?> command : greeting()) {
                if (!(wire.call(command, System.nanoTime() + responseTimeout.toNanos()) instanceof Outcome.Answered)) {
                    throw new IOException(command.get(0) + " failed");
                }
            }
            return wire;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private List<List<?>> greeting() {
        List<List<?>> commands = new ArrayList<>();
        password.ifPresent(secret -> commands.add(username.isPresent()
                ? List.of("AUTH", username.get(), secret)
                : List.of("AUTH", secret)));
        if (database != 0) {
            commands.add(List.of("SELECT", database));
        }
        commands.add(List.of("CLIENT", "SETNAME", clientName));
        return commands;
    }

    private static int milliseconds(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    /** It may be printed by mistake. */
    @Override
    public String toString() {
        return "Dial[***]";
    }
}
