package com.iam.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.iam.state.testkit.RedisServer;

/** A balancer as docs/operations.md has it, in front of instances, on a free port. */
final class HaProxy implements AutoCloseable {

    private final int port;
    private final Process process;

    private HaProxy(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    static HaProxy start(Path folder, List<Instance> instances) {
        int port = RedisServer.freePort();
        List<String> lines = new ArrayList<>(List.of("defaults", "  mode http", "  timeout connect 2s", "  timeout client 60s",
                "  timeout server 60s", "frontend web", "  bind 127.0.0.1:" + port, "  default_backend iam", "backend iam",
                "  option httpchk GET /health/ready", "  option allbackups"));
        for (Instance instance : instances) {
            lines.add("  server s%1$d 127.0.0.1:%1$d check inter 500ms fall 2 rise 2".formatted(instance.port));
        }
        instances.forEach(each -> lines.add("  server a%1$d 127.0.0.1:%1$d backup track alive/s%1$d".formatted(each.port)));
        lines.addAll(List.of("backend alive", "  option httpchk GET /health/live"));
        instances.forEach(each -> lines.add("  server s%1$d 127.0.0.1:%1$d check inter 500ms".formatted(each.port)));
        try {
            Path configuration = Files.write(folder.resolve("haproxy.cfg"), lines);
            return new HaProxy(port, new ProcessBuilder("haproxy", "-db", "-f", configuration.toString()).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("haproxy.log").toFile()).start());
        } catch (IOException e) {
            throw new UncheckedIOException("haproxy is not installed: apt-get install haproxy", e);
        }
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
