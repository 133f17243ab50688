package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.iam.state.testkit.Await;
import com.iam.state.testkit.RedisServer;

/**
 * nginx or HAProxy before an instance, set up by the example that is shipped: but for addresses, for the certificate, and
 * for a name, since the test asks by another.
 */
final class Proxy implements AutoCloseable {

    final int port;
    private final Process process;
    private final Path log;

    private Proxy(int port, Process process, Path log) {
        this.port = port;
        this.process = process;
        this.log = log;
    }

    static Proxy nginx(Path folder, Instance instance) {
        int port = RedisServer.freePort();
        String example = example("nginx.conf", instance.port).replace("listen 443 ssl", "listen 127.0.0.1:" + port)
                .replaceAll("(?m)^ *ssl_.*\n", "");
        String settings = "daemon off;\nmaster_process off;\npid " + folder.resolve("nginx.pid") + ";\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n"
                + Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                        .map(kind -> kind + "_temp_path " + folder.resolve(kind) + ";\n").collect(Collectors.joining())
                + example + "}\n";
        return start(port, folder, settings, file -> List.of(program("nginx"), "-p", folder.toString(), "-c", file.toString()));
    }

    static Proxy haproxy(Path folder, Instance instance) {
        int port = RedisServer.freePort();
        String example = example("haproxy.cfg", instance.port).replaceAll("bind :443 .*", "bind 127.0.0.1:" + port);
        return start(port, folder, example, file -> List.of(program("haproxy"), "-f", file.toString()));
    }

    /** Debian has it where only administrators look for programs. */
    private static String program(String name) {
        Path debian = Path.of("/usr/sbin", name);
        return Files.isExecutable(debian) ? debian.toString() : name;
    }

    private static String example(String name, int instancePort) {
        try {
            String text = Files.readString(LauncherCommand.distribution().resolve("conf/examples").resolve(name));
            assertThat(text).contains("127.0.0.1:8080", "iam.example.org");
            return text.replace("127.0.0.1:8080", "127.0.0.1:" + instancePort).replace("iam.example.org", "localhost");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Proxy start(int port, Path folder, String settings, Function<Path, List<String>> command) {
        try {
            Files.createDirectories(folder);
            Path file = Files.writeString(folder.resolve("proxy.conf"), settings);
            Path log = folder.resolve("proxy.log");
            Process process = new ProcessBuilder(command.apply(file)).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            Proxy proxy = new Proxy(port, process, log);
            Await.until("the proxy listens", Duration.ofSeconds(20), proxy::listens);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new AssertionError("the proxy has stopped: " + output());
        }
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
