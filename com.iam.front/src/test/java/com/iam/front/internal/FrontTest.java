package com.iam.front.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.support.web.FrontSettings;
import com.iam.support.web.StandardHeaders;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Bytes on the wire to a server as the HTTP service makes it, with servlets that take every path that they get. */
class FrontTest {

    private static final int HEADER_SIZE = 2048;

    private final Server server = new Server();
    private final HttpConfiguration configuration = new HttpConfiguration();
    private int port;

    @BeforeEach
    void startServer() throws Exception {
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_SIZE);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new Echo()), "/*");
        server.setHandler(context);
        server.start();
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        connector.start();
        port = connector.getLocalPort();
    }

    @AfterEach
    void stopServer() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/auth-login", "/auth-login/", "/auth-login/rest/session", "/auth-admin/ui/index.html", "/metrics",
        "/health/ready", "/health/live.json", "/auth-transaction-approval/ui/shared/api.js", "/a~b_c.d-e/...x/.well-known/x", "/x?a=%2e%2e;/..//",
        "http://localhost/auth-login/rest/session", "/x?", "/$&'()*+,=:@!"})
    void canonicalPathsAreServed(String target) throws Exception {
        front(Map.of());
        assertThat(status(port, "GET " + target)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth-admin;x/rest/state", "/auth-admin;/ui/", "/;/auth-admin", "/;x=y/auth-admin", "/auth-admin/;", "/%61uth-admin/ui/",
        "/auth-%61dmin", "/auth-admin%2frest", "/auth-admin%2Frest", "/auth-admin/%2e", "/auth-admin/.%2e/x", "/%2e/auth-admin", "/./auth-admin",
        "/auth-admin/.", "/auth-admin/./", "/x/../auth-admin", "/../auth-admin", "/auth-admin/..", "/auth-login/..;/auth-admin/ui/",
        "//auth-admin/ui/", "/auth-admin//ui/", "/auth-admin/ui//", "/\\auth-admin", "/auth-admin\\ui", "/auth-login/..\\auth-admin",
        "/%6detrics", "/./metrics", "/x/../metrics", "/metrics;x", "/metrics%3Bx", "/metrics%00", "/metrics%20", "/health;x/ready", "/%68ealth/ready",
        "/health/%72eady", "/health%252fready", "/metrics#x", "/#/../metrics", "/auth-admin%c0%ae", "/%u0061uth-admin", "/%", "/%6", "/%zz",
        "/auth-admin\u00e9", "/auth\u00ad-admin", "/[x]", "/{x}", "/<x>", "/a|b", "/a^b", "/a`b", "/\"x\"", "*", "auth-admin/ui/",
        "http://localhost/auth-admin;x/", "http://localhost/%61uth-admin/", "http://localhost//auth-admin/", "http://localhost/x/../auth-admin",
        "http://x@localhost/auth-admin", "http://localhost/./metrics", "http:///auth-admin", "https:auth-admin"})
    void anyOtherFormIsRefused(String target) throws Exception {
        front(Map.of());
        for (String method : new String[] {"GET", "POST", "OPTIONS", "TRACE", "FOO"}) {
            String answer = send(port, method + " " + target);
            assertThat(answer).as(method).startsWith("HTTP/1.1 400 ");
            assertThat(answer).doesNotContain("served");
            assertHeaders(answer);
        }
    }

    @Test
    void answersOfServletsHaveTheHeadersAndKeepTheirOwn() throws Exception {
        front(Map.of());
        String answer = send(port, "GET /x?csp");

        assertThat(answer).contains("Content-Security-Policy: own").doesNotContain("default-src").contains("X-Content-Type-Options: nosniff");
        assertHeaders(send(port, "GET /x"));
        assertThat(send(port, "GET /metrics?csp")).doesNotContain("own").contains("default-src");
        assertThat(send(port, "GET /x")).doesNotContain("Strict-Transport-Security");
    }

    @ParameterizedTest
    @CsvSource({"GET /x?status=404,404", "GET /x?status=405,405", "GET /x?status=500,500", "GET /x?status=503,503", "GET /x?throw,500",
        "BAD,505", "GET /\u0001x,400", "GET  /x  y,400"})
    void errorPagesSayTheStatusOnly(String request, int status) throws Exception {
        front(Map.of());
        assertPlain(send(port, request), status);
    }

    @Test
    void whatIsTooLargeIsRefusedWithTheHeaders() throws Exception {
        front(Map.of());
        assertPlain(send(port, "GET /" + "x".repeat(HEADER_SIZE + 1)), 414);
        assertPlain(send(port, "GET /x", "X: " + "x".repeat(HEADER_SIZE)), 431);
        assertPlain(send(port, "GET /x", "Transfer-Encoding: nonsense"), 400);
    }

    @Test
    void anErrorToHeadHasNoBody() throws Exception {
        front(Map.of());
        assertThat(send(port, "HEAD /x?status=404")).startsWith("HTTP/1.1 404").endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"/metrics,'GET, HEAD'", "/health/ready,'GET, HEAD'", "/health/live,'GET, HEAD'",
        "/any,'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'"})
    void traceIsOff(String path, String allowed) throws Exception {
        front(Map.of());
        for (String method : new String[] {"TRACE", "trace", "TRACK"}) {
            String answer = send(port, method + " " + path, "X-Internal-Token: secret");
            assertThat(answer).startsWith("HTTP/1.1 405 ").contains("\r\nAllow: " + allowed + "\r\n").doesNotContain("secret");
            assertPlain(answer, 405);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "POST", "PUT", "DELETE", "PATCH", "PROPFIND", "FOO", "get"})
    void metricsAndHealthCanOnlyBeRead(String method) throws Exception {
        front(Map.of());
        assertThat(send(port, method + " /metrics")).startsWith("HTTP/1.1 405 ").contains("\r\nAllow: GET, HEAD\r\n");
        assertThat(send(port, method + " /health/ready")).startsWith("HTTP/1.1 405 ").contains("\r\nAllow: GET, HEAD\r\n");
    }

    @Test
    void healthGetsNoQueryButAKnownFormat() throws Exception {
        front(Map.of());
        assertThat(send(port, "GET /health/ready?format=verbose.txt")).contains("served /health/ready?format=verbose.txt");
        assertThat(send(port, "GET /health/ready?format=<script>")).contains("served /health/ready?null").doesNotContain("script");
        assertThat(send(port, "GET /health/ready?format=json&x=%0a")).contains("served /health/ready?null");
        assertThat(send(port, "GET /x?format=%0a;/../")).contains("served /x?format=%0a;/../");
    }

    @Test
    void byAProxysWordAnswersHaveStrictTransportSecurity() throws Exception {
        configuration.addCustomizer(new ProxyHeaders().createCustomizer());
        front(Map.of());
        for (String target : new String[] {"/x", "/x?status=404", "/metrics;x"}) {
            assertThat(send(port, "GET " + target, "X-Forwarded-Proto: https"))
                    .contains("Strict-Transport-Security: max-age=31536000; includeSubDomains");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded: proto=https;host=evil;for=1.2.3.4", "X-Forwarded-Host: evil", "X-Forwarded-Server: evil",
        "X-Forwarded-Port: 1", "X-Proxied-Https: on", "Proxy-auth-cert: x", "Proxy-Ssl-Id: x"})
    void otherWordsOfProxiesAreNotBelieved(String header) throws Exception {
        configuration.addCustomizer(new ProxyHeaders().createCustomizer());
        front(Map.of());
        assertThat(send(port, "GET /seen", header)).contains("seen http localhost:80 127.0.0.1");
    }

    @Test
    void twoWordsOfAProxyAreBelieved() throws Exception {
        configuration.addCustomizer(new ProxyHeaders().createCustomizer());
        front(Map.of());
        assertThat(send(port, "GET /seen", "X-Forwarded-Proto: https", "X-Forwarded-For: 10.1.2.3"))
                .contains("seen https localhost:443 10.1.2.3");
    }

    @Test
    void onlyTheNamesOfTheOperatorAreServed() throws Exception {
        front(Map.of("iam.http.hosts", "iam.example.org, localhost"));
        for (String host : new String[] {"iam.example.org", "IAM.example.org:8443", "localhost", "127.0.0.1:8080", "[::1]", "10.0.0.7"}) {
            assertThat(ask(port, host)).as(host).startsWith("HTTP/1.1 200");
        }
        for (String host : new String[] {"evil.example", "iam.example.org.evil.example", "127.0.0.1.evil.example", "1.2.3.4.5", "xiam.example.org"}) {
            assertThat(ask(port, host)).as(host).startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void managementHasAnAddressOfItsOwn() throws Exception {
        int own = freePort();
        front(Map.of("iam.management.port", Integer.toString(own), "iam.management.host", "127.0.0.1"));

        for (String path : new String[] {"/auth-admin", "/auth-admin/ui/", "/metrics", "/health", "/health/ready"}) {
            assertPlain(send(port, "GET " + path), 404);
            assertThat(status(own, "GET " + path)).as(path).isEqualTo(200);
        }
        for (String path : new String[] {"/", "/auth-login/ui/", "/auth-administration", "/metricsx", "/healthy", "/x/metrics", "/METRICS"}) {
            assertPlain(send(own, "GET " + path), 404);
            assertThat(status(port, "GET " + path)).as(path).isEqualTo(200);
        }
        assertPlain(send(own, "GET /%61uth-login/ui/"), 400);
        assertPlain(send(own, "GET /auth-admin;x/ui/"), 400);
        assertPlain(send(port, "GET /%61uth-admin/ui/"), 400);
        assertPlain(send(port, "GET http://localhost:" + own + "/metrics"), 400);
        assertThat(send(own, "TRACE /metrics")).startsWith("HTTP/1.1 405");
    }

    @Test
    void withWrongSettingsNothingIsServed() throws Exception {
        front(Front.closed());
        assertPlain(send(port, "GET /metrics"), 503);
        assertPlain(send(port, "GET /auth-login/ui/"), 503);
    }

    private void front(Map<String, String> properties) throws Exception {
        front(new Front(FrontSettings.from(properties::get)));
    }

    private void front(Front front) throws Exception {
        // As Felix's HTTP service does with what it gets.
        ServerConnector connector = (ServerConnector) front.createConnector(server);
        server.addConnector(connector);
        connector.start();
    }

    private static void assertPlain(String answer, int status) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertHeaders(answer);
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
                .matches("\\{\"type\":\"about:blank\",\"title\":\"[A-Za-z ]+\",\"status\":" + status + "}");
        assertThat(answer).contains("Content-Type: application/problem+json").doesNotContainIgnoringCase("jetty", "exception", "\r\nServer:");
    }

    private static void assertHeaders(String answer) {
        assertThat(answer).contains("Cache-Control: no-store\r\n");
        StandardHeaders.of(false).forEach((name, value) -> assertThat(answer.split("(?i)\r\n" + name + ":", -1))
                .as("%s once in %s", name, answer).hasSize(2));
    }

    private static int status(int port, String request) throws IOException {
        return Integer.parseInt(send(port, request).split(" ")[1]);
    }

    private static String send(int port, String request, String... headers) throws IOException {
        return exchange(port, request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + String.join("\r\n", headers)
                + (headers.length > 0 ? "\r\n\r\n" : "\r\n"));
    }

    private static String ask(int port, String host) throws IOException {
        return exchange(port, "GET /x HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private static String exchange(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static final class Echo extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String query = String.valueOf(request.getQueryString());
            if (query.startsWith("status=")) {
                response.sendError(Integer.parseInt(query.substring(7)), "inner workings");
            } else if (query.equals("throw")) {
                throw new IllegalStateException("inner workings");
            } else if (query.equals("csp")) {
                response.setHeader("Content-Security-Policy", "own");
            } else if (request.getRequestURI().equals("/seen")) {
                response.getWriter().print("seen " + request.getScheme() + " " + request.getServerName() + ":" + request.getServerPort() + " "
                        + request.getRemoteAddr());
            } else {
                response.getWriter().print("served " + request.getRequestURI() + "?" + query);
            }
        }
    }
}
