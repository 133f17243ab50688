package com.iam.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server whose connector was made strict as Felix has it done. */
class StrictConnectorsTest {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final Ports NO_PORTS = new Ports(OptionalInt.empty(), OptionalInt.empty());
    private static final int ANSWER_LIMIT_IN_MS = 10_000;

    private static final Server SERVER = new Server();
    private static final Queue<String> SERVED = new ConcurrentLinkedQueue<>();
    private static int port;
    private static int furtherPort;

    @BeforeAll
    static void start() throws Exception {
        ServerConnector felix = new ServerConnector(SERVER, 1, 1);
        felix.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        SERVER.addConnector(felix);
        SERVER.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws IOException {
                SERVED.add(request.getHttpURI().getPath());
                Content.Source.asString(request, StandardCharsets.ISO_8859_1);
                callback.succeeded();
                return true;
            }
        });
        SERVER.start();
        felix.setPort(felix.getLocalPort());

        Connector strict = new StrictConnectors(NO_PORTS).createConnector(SERVER);
        SERVER.addConnector(strict);
        strict.start();

        assertThat(strict).as("one that has been stopped may close what is opened anew").isNotSameAs(felix);
        port = ((ServerConnector) strict).getLocalPort();
        assertThat(port).isEqualTo(felix.getPort());
        ServerConnector further = new ServerConnector(SERVER, 1, 1);
        further.setHost(felix.getHost());
        SERVER.addConnector(further);
        further.start();
        furtherPort = further.getLocalPort();
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
    }

    @BeforeEach
    void forget() {
        SERVED.clear();
    }

    @ParameterizedTest
    @MethodSource("com.iam.http.internal.Requests#clear")
    void clearRequestsAreServed(String requests) throws IOException {
        int count = requests.split(" HTTP/1\\.1", -1).length - 1;

        assertThat(statuses(port, requests + "GET / HTTP/1.0\r\n\r\n")).isEqualTo(Collections.nCopies(count + 1, 200));
    }

    @ParameterizedTest
    @MethodSource("com.iam.http.internal.Requests#doubtful")
    void aDoubtfulRequestGetsOne400AndTheConnectionIsClosed(String request) throws IOException {
        assertThat(statuses(port, request)).containsExactly(400);
        assertThat(SERVED).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("com.iam.http.internal.Requests#badChunks")
    void nothingAfterDoubtfulChunksIsServed(String chunks) throws IOException {
        assertThat(statuses(port, Requests.CHUNKED, chunks + Requests.SMUGGLED)).hasSizeLessThan(2).doesNotContain(200);
        assertThat(SERVED).doesNotContain("/smuggled");
    }

    @Test
    void whatCameBeforeIsServed() throws IOException {
        assertThat(statuses(port, Requests.SMUGGLED + "GET /doubtful HTTP/1.1\nHost: localhost\r\n\r\n")).containsExactly(200, 400);
        assertThat(SERVED).containsExactly("/smuggled");
    }

    @Test
    void aConnectorThatIsAddedLaterIsStrictAsWell() throws IOException {
        assertThat(statuses(furtherPort, "GET /doubtful HTTP/1.1\nHost: localhost\r\n\r\n")).containsExactly(400);
        assertThat(SERVED).isEmpty();
    }

    @RepeatedTest(20)
    void theAddressCanBeOpenedAgainAtOnce() throws Exception {
        Server server = new Server();
        ServerConnector felix = new ServerConnector(server, 1, 1);
        felix.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(felix);
        server.start();
        felix.setPort(felix.getLocalPort());

        Connector strict = new StrictConnectors(NO_PORTS).createConnector(server);
        server.addConnector(strict);

        assertThatCode(strict::start).doesNotThrowAnyException();
        assertThat(statuses(felix.getPort(), "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).containsExactly(404);
        server.stop();
    }

    @Test
    void theConnectorListensAtThePortOfTheSettings() throws Exception {
        int wanted;
        try (ServerSocket free = new ServerSocket(0)) {
            wanted = free.getLocalPort();
        }
        Server server = new Server();
        ServerConnector felix = new ServerConnector(server, 1, 1);
        server.addConnector(felix);
        ServerConnector further = new ServerConnector(server, 1, 1);
        server.addConnector(further);
        server.start();

        Connector strict = new StrictConnectors(new Ports(OptionalInt.of(wanted), OptionalInt.empty())).createConnector(server);
        server.addConnector(strict);
        strict.start();

        assertThat(((ServerConnector) strict).getLocalPort()).isEqualTo(wanted);
        assertThat(server.getConnectors()).as("of another factory").hasSize(2).doesNotContain(further)
                .filteredOn(each -> each != strict).singleElement()
                .satisfies(each -> assertThat(((ServerConnector) each).getLocalPort()).isNotEqualTo(wanted).isPositive());
        server.stop();
    }

    @Test
    void aServerThatListensNowhereIsAnError() {
        assertThatThrownBy(() -> new StrictConnectors(NO_PORTS).createConnector(new Server()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("could be opened");
    }

    /** Of all responses until the server closes the connection, which it has to. */
    private List<Integer> statuses(int at, String... parts) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at)) {
            socket.setSoTimeout(ANSWER_LIMIT_IN_MS);
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            for (String part : parts) {
                out.write(part.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return STATUS.matcher(answer).results().map(found -> Integer.valueOf(found.group(1))).toList();
        }
    }
}
