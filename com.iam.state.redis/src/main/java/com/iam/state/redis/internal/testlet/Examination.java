package com.iam.state.redis.internal.testlet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.iam.state.api.provider.Deadline;

/** What the stages of one run know so far. */
final class Examination implements AutoCloseable {

    final Target target;
    final InstantSource clock;
    private final Deadline deadline;
    private String host;
    private int port;
    private List<InetAddress> addresses = List.of();
    private Socket socket;
    private ServerTls tls;
    private Resp redis;
    private Resp.Reply greeting;
    private Repository.Sealer sealer;
    private Repository repository;

    Examination(Target target, InstantSource clock, Deadline deadline) {
        this.target = target;
        this.clock = clock;
        this.deadline = deadline;
        this.host = target.host();
        this.port = target.port();
    }

    Deadline deadline() {
        return deadline;
    }

    /** What is left of a time if it must end with the whole. At least a millisecond: 0 means for ever to a socket. */
    int milliseconds(Duration limit) {
        Duration left = deadline.remaining();
        return (int) Math.max(1, Math.min(limit.toMillis(), left.toMillis()));
    }

    /** The server that is examined. */
    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** From now on it is another one. */
    void examine(String nextHost, int nextPort) {
        host = nextHost;
        port = nextPort;
    }

    List<InetAddress> addresses() {
        return addresses;
    }

    void resolved(List<InetAddress> found) {
        addresses = found;
    }

    Socket socket() {
        return socket;
    }

    /** From now on this is the connection, plain or TLS. */
    void connected(Socket next) {
        socket = next;
    }

    ServerTls tls() {
        return tls;
    }

    void secured(ServerTls found) {
        tls = found;
    }

    /** Sends a command over the connection. */
    Resp.Reply ask(String... command) throws IOException {
        socket.setSoTimeout(milliseconds(target.responseTimeout()));
        if (redis == null) {
            redis = new Resp(socket.getInputStream(), socket.getOutputStream());
        }
        return redis.call(command);
    }

    /** A section of INFO, or what Redis says instead. */
    Info info(String section) throws IOException {
        return Info.of(ask("INFO", section));
    }

    /** What the server answered first. */
    Optional<Resp.Reply> greeting() {
        return Optional.ofNullable(greeting);
    }

    void greeted(Resp.Reply reply) {
        greeting = reply;
    }

    Optional<Repository.Sealer> sealer() {
        return Optional.ofNullable(sealer);
    }

    /** Opens the repository, with this encryption. */
    void sealedBy(Repository.Sealer found) {
        if (repository != null) {
            repository.close();
        }
        sealer = found;
        repository = target.repository().open(found);
    }

    Repository repository() {
        return repository;
    }

    @Override
    public void close() {
        if (repository != null) {
            repository.close();
        }
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // Nobody waits for anything from it any more.
            }
        }
    }

    /** The fields of a section of INFO. */
    record Info(Map<String, String> fields, Optional<String> refusal) {

        static Info of(Resp.Reply reply) {
            if (reply.isError()) {
                return new Info(Map.of(), Optional.of(reply.text()));
            }
            Map<String, String> fields = new HashMap<>();
            reply.text().lines().map(String::strip).filter(line -> line.indexOf(':') > 0).forEach(line ->
                    fields.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)));
            return new Info(fields, Optional.empty());
        }

        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }
}
