package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.iam.state.testkit.Await;
import com.iam.state.testkit.OddPaths;
import com.iam.state.testkit.RedisServer;

/** What stands before all servlets of a real instance, and behind real proxies. */
class FrontTest {

    private static final List<String> FOR_OPERATORS = List.of("/auth-admin", "/auth-admin/", "/auth-admin/ui/", "/auth-admin/rest/state",
            "/auth-admin/rest/public/authentication/password/check", "/metrics", "/health", "/health/live", "/health/ready", "/health/live.json");
    private static final List<String> FOR_ALL = List.of("/auth-login", "/auth-login/ui/", "/auth-login/rest/session",
            "/auth-transaction-approval/ui/", "/auth-transaction-approval/rest/approval", "/nowhere");
    /** What only a servlet would say. */
    private static final String SERVED = "(?s).*(<!doctype html>|iam_sessions|overallResult|urn:iam:problem).*";

    @TempDir
    Path folder;

    @Test
    void aPathHasOneFormWhoeverServesIt() throws Exception {
        Path settings = withConfiguration("org.apache.felix.proxy.load.balancer.connection.enable=true");
        try (Instance instance = Instance.start(settings, folder.resolve("work"));
                Proxy nginx = Proxy.nginx(folder.resolve("nginx"), instance);
                Proxy haproxy = Proxy.haproxy(folder.resolve("haproxy"), instance)) {
            for (String path : Stream.concat(FOR_OPERATORS.stream(), FOR_ALL.stream()).toList()) {
                assertThat(status(get(instance.port, path))).as(path).isIn(200, 302, 401, 404, 405);
                for (String odd : OddPaths.of(path)) {
                    String answer = get(instance.port, odd);
                    assertThat(answer).as(odd).startsWith("HTTP/1.1 400 ").doesNotMatch(SERVED).contains("X-Content-Type-Options: nosniff");
                }
            }
            for (Proxy proxy : List.of(nginx, haproxy)) {
                Await.until("the proxy has found the instance", Duration.ofSeconds(20),
                        () -> status(get(proxy.port, "/auth-login/ui/")) == 200);
                for (String path : FOR_OPERATORS) {
                    assertThat(status(get(proxy.port, path))).as(path).isEqualTo(403);
                    for (String odd : OddPaths.of(path)) {
                        String answer = get(proxy.port, odd);
                        // What follows #, nginx takes away: then it is another path, which all may ask for.
                        assertThat(status(answer)).as(odd).isIn(odd.contains("/#/") ? List.of(302, 400, 403) : List.of(400, 403));
                        assertThat(answer).as(odd).doesNotMatch(SERVED);
                    }
                }
                whatTheClientSaysOfItselfIsReplaced(proxy);
            }
        }
    }

    private static void whatTheClientSaysOfItselfIsReplaced(Proxy proxy) {
        for (String header : List.of("Forwarded: proto=https", "X-Forwarded-Proto: https", "X-Proxied-Https: on", "Proxy-Ssl-Id: 1")) {
            String answer = get(proxy.port, "/auth-login/ui/", header);
            assertThat(status(answer)).isEqualTo(200);
            assertThat(answer).as(header).doesNotContain("Strict-Transport-Security");
        }
        assertThat(status(exchange(proxy.port, "GET /auth-login/ui/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")))
                .isEqualTo(421);
    }

    @Test
    void managementHasAnAddressOfItsOwn() throws Exception {
        int own = RedisServer.freePort();
        Path settings = withConfiguration("iam.management.port=" + own + "\niam.http.hosts=iam.example.org");
        try (Instance instance = Instance.launch(settings, folder.resolve("work"))) {
            Await.until("the instance is ready", Duration.ofSeconds(90), () -> instance.output().contains("  Log  "));
            assertThat(instance.output()).contains("http://127.0.0.1:" + own + "/auth-admin/ui/", "http://127.0.0.1:" + own + "/health/ready",
                    "http://127.0.0.1:" + instance.port + "/auth-login/ui/");
            for (String path : FOR_OPERATORS) {
                assertThat(status(ask(instance.port, path))).as(path).isEqualTo(404);
                assertThat(ask(instance.port, path)).doesNotMatch(SERVED);
            }
            for (String path : List.of("/auth-admin/ui/", "/metrics", "/health/live", "/health/ready")) {
                assertThat(get(own, path)).startsWith("HTTP/1.1 200 ").matches(SERVED);
            }
            for (String path : FOR_ALL) {
                assertThat(status(get(own, path))).as(path).isEqualTo(404);
                assertThat(get(own, path)).doesNotMatch(SERVED);
            }
            assertThat(ask(instance.port, "/auth-login/ui/")).startsWith("HTTP/1.1 200 ");
            assertThat(get(instance.port, "/auth-login/ui/")).startsWith("HTTP/1.1 421 ");
        }
    }

    private static String ask(int port, String path) {
        return exchange(port, "GET " + path + " HTTP/1.1\r\nHost: iam.example.org\r\nConnection: close\r\n\r\n");
    }

    private static String get(int port, String target, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return exchange(port, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more + "\r\n");
    }

    /** All that the server says until it closes. Its client stays there: nginx would forget a request whose client has gone. */
    private static String exchange(int port, String request) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request, e);
        }
    }

    private static int status(String answer) {
        assertThat(answer).matches("(?s)HTTP/1\\.[01] \\d{3}.*");
        return Integer.parseInt(answer.substring(9, 12));
    }

    /** The folder of an instance as it is laid out, but for its framework properties. */
    private Path withConfiguration(String properties) throws Exception {
        Path conf = Files.createDirectories(folder.resolve("instance/conf"));
        try (Stream<Path> files = Files.list(LauncherCommand.distribution().resolve("conf"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, conf.resolve(file.getFileName()));
            }
        }
        Files.writeString(conf.resolve("framework.properties"), properties + "\n");
        return folder.resolve("instance");
    }
}
