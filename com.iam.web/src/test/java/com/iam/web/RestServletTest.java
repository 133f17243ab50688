package com.iam.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.state.api.StateTooLargeException;
import com.iam.web.testing.Client;
import com.iam.web.testing.LogLines;
import com.iam.web.testing.TestServer;

class RestServletTest {

    private static final class Echo extends RestServlet {

        private static final long serialVersionUID = 1L;

        Echo() {
            this(System::nanoTime);
        }

        Echo(LongSupplier nanoTime) {
            super(List.of(
                    Route.get("/echo", call -> document(call.parameter("text").orElse("none"))),
                    Route.post("/echo", call -> document(call.text("text"))),
                    Route.post("/empty", call -> new Answer.Empty(List.of())),
                    Route.get("/large", call -> {
                        throw new StateTooLargeException(Optional.of("fromTheClient"), 20_000, 16_384);
                    }),
                    Route.get("/linkage", call -> {
                        throw new NoClassDefFoundError("com/iam/Replaced");
                    })), nanoTime);
        }

        private static Answer document(String text) {
            return new Answer.Document("echo", Map.of("text", text));
        }
    }

    private final TestServer server = TestServer.start("/", Map.of("/rest/*", new Echo()));
    private final Client client = new Client(server.address());

    @AfterEach
    void stop() {
        server.close();
    }

    private Client.Answer post(String contentType, String body) {
        return client.send("POST", "/rest/echo", body.getBytes(StandardCharsets.UTF_8), "X-Same-Domain", "1",
                "Content-Type", contentType);
    }

    private static void assertProblem(Client.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("type").asText()).startsWith("urn:iam:problem:");
        assertThat(answer.json().path("title").asText()).isNotBlank();
        assertThat(answer.json().path("detail").asText()).isNotBlank();
    }

    @Test
    void anAnswerIsADocumentOfOneResource() {
        Client.Answer answer = post("application/json", "{\"text\":\"Grüezi\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{\"data\":{\"type\":\"echo\",\"attributes\":{\"text\":\"Grüezi\"}}}");
    }

    @Test
    void everyAnswerHasTheSecurityHeaders() {
        for (String path : List.of("/rest/echo", "/rest/nothing", "/rest/linkage")) {
            assertThat(client.get(path).headers())
                    .containsEntry("cache-control", "no-store")
                    .containsEntry("content-security-policy", "default-src 'self'; base-uri 'none'; object-src 'none'; "
                            + "form-action 'self'; frame-ancestors 'none'")
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("x-frame-options", "DENY")
                    .containsEntry("referrer-policy", "no-referrer")
                    .containsEntry("cross-origin-opener-policy", "same-origin")
                    .containsEntry("cross-origin-resource-policy", "same-origin")
                    .containsKey("permissions-policy")
                    .doesNotContainKey("strict-transport-security");
        }
    }

    @Test
    void overTlsTheBrowserIsToldToStayThere() {
        assertThat(client.get("/rest/echo", TestServer.TLS_HEADER, "on").header("Strict-Transport-Security"))
                .hasValue("max-age=31536000; includeSubDomains");
    }

    @Test
    void anUnknownPathIsNotFound() {
        assertProblem(client.get("/rest/nothing"), 404, "NOT_FOUND");
        assertProblem(client.get("/rest"), 404, "NOT_FOUND");
        assertProblem(client.get("/rest/echo/"), 404, "NOT_FOUND");
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        Client.Answer answer = client.send("DELETE", "/rest/echo", null, "X-Same-Domain", "1");

        assertProblem(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).hasValue("GET, HEAD, POST");
        assertThat(client.get("/rest/empty").header("Allow")).hasValue("POST");
        assertThat(client.send("OPTIONS", "/rest/echo", null).status()).isEqualTo(405);
    }

    @Test
    void headIsGetWithoutABody() {
        Client.Answer answer = client.send("HEAD", "/rest/echo", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aChangeThatAnotherSiteMayHaveCausedIsRefused() {
        byte[] body = "{\"text\":\"a\"}".getBytes(StandardCharsets.UTF_8);

        assertProblem(client.send("POST", "/rest/echo", body, "Content-Type", "application/json"), 403,
                "CROSS_SITE_REQUEST");
        assertProblem(client.send("POST", "/rest/empty", null), 403, "CROSS_SITE_REQUEST");
        assertProblem(client.send("POST", "/rest/empty", null, "X-Same-Domain", "0"), 403, "CROSS_SITE_REQUEST");
    }

    /** A client that has the answer sends its next request at once, even if the body of the refused one is still on its way. */
    @Test
    void aConnectionOutlivesARefusedRequest() throws IOException {
        try (Socket socket = new Socket(server.address().getHost(), server.address().getPort())) {
            socket.setSoTimeout(300);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write("POST /rest/empty HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n".getBytes(US_ASCII));
            assertThatThrownBy(in::read).as("an answer before the body").isInstanceOf(SocketTimeoutException.class);

            socket.setSoTimeout(20_000);
            out.write("bodyGET /rest/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            assertThat(new String(in.readAllBytes(), US_ASCII)).contains("HTTP/1.1 403 ").contains("HTTP/1.1 200 ");
        }
    }

    @Test
    void aRequestThatIsNotReadToItsEndIsTheLastOfItsConnection() throws IOException {
        try (Socket socket = new Socket(server.address().getHost(), server.address().getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /rest/empty HTTP/1.1\r\nHost: a\r\nContent-Length: " + 100_000_000 + "\r\n\r\n").getBytes(US_ASCII));
            out.write(new byte[SecuredServlet.REST_LIMIT]);
            assertThat(new String(socket.getInputStream().readNBytes(1024), US_ASCII)).contains("HTTP/1.1 403 ")
                    .contains("Connection: close");
        }
    }

    /** By its clock an hour goes by in each read. The client leaves out what the server must not wait for. */
    @ParameterizedTest
    @CsvSource({"X-Same-Domain: 1, HTTP/1.1 408", "X-Same-Domain: 0, HTTP/1.1 403"})
    void aBodyThatTakesTooLongIsNotWaitedFor(String header, String answer) throws IOException {
        AtomicLong clock = new AtomicLong();
        Echo impatient = new Echo(() -> clock.addAndGet(Duration.ofHours(1).toNanos()));
        try (TestServer other = TestServer.start("/", Map.of("/rest/*", impatient));
                Socket socket = new Socket(other.address().getHost(), other.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(("POST /rest/echo HTTP/1.1\r\nHost: a\r\n" + header + "\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{").getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).startsWith(answer)
                    .contains("Connection: close");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
            "application/jsonp", "application/json; charset=iso-8859-1", "text/plain; application/json"})
    void anythingButJsonIsRefused(String contentType) {
        assertProblem(post(contentType, "{\"text\":\"a\"}"), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void aBodyWithoutAContentTypeIsRefused() {
        byte[] body = "{\"text\":\"a\"}".getBytes(StandardCharsets.UTF_8);

        assertProblem(client.send("POST", "/rest/echo", body, "X-Same-Domain", "1"), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void whereNothingIsAskedForNoBodyIsNeeded() {
        assertThat(client.send("POST", "/rest/empty", null, "X-Same-Domain", "1").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON", "application/json; charset=utf-8",
            "application/json;charset=\"UTF-8\""})
    void jsonIsRecognisedHoweverItIsWritten(String contentType) {
        assertThat(post(contentType, "{\"text\":\"a\"}").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "[]", "\"text\"", "null", "{\"text\":\"a\"} {}",
            "{\"text\":\"a\",\"text\":\"b\"}", "{\"text\":{\"deep\":1}}", "{\"text\":[\"a\"]}", "{\"text\":[[[[[1]]]]]}"})
    void whatIsNotAFlatObjectIsRefused(String body) {
        assertProblem(post("application/json", body), 400, "INVALID_REQUEST");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] latin1 = "{\"text\":\"Grüezi\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertProblem(client.send("POST", "/rest/echo", latin1, "X-Same-Domain", "1",
                "Content-Type", "application/json"), 400, "INVALID_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"text\":null}", "{\"text\":1}", "{\"text\":true}"})
    void aTextThatIsMissingOrNoneIsAProblem(String body) {
        assertProblem(post("application/json", body), 400, "INVALID_REQUEST");
    }

    @Test
    void aBodyOfSixteenKibibytesIsTheLargest() {
        String largest = "{\"text\":\"" + "a".repeat(RestServlet.BODY_LIMIT - 11) + "\"}";

        assertThat(post("application/json", largest).status()).isEqualTo(200);
        assertProblem(post("application/json", largest.replace("\"}", "a\"}")), 413, "BODY_TOO_LARGE");
        assertProblem(post("application/json", "a".repeat(1024 * 1024)), 413, "BODY_TOO_LARGE");
    }

    @Test
    void aQueryThatCannotBeDecodedIsAProblem() {
        assertProblem(client.get("/rest/echo?text=%ff"), 400, "INVALID_REQUEST");
    }

    @Test
    void aStateThatWouldBeTooLargeIsAProblemOfTheRequest() {
        Client.Answer answer = client.send("GET", "/rest/large", null);

        assertProblem(answer, 413, "STATE_TOO_LARGE");
        assertThat(answer.json().toString()).doesNotContain("fromTheClient");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void aClassThatWentWithItsBundleIsAnIncident() {
        try (LogLines log = new LogLines()) {
            assertProblem(client.get("/rest/linkage"), 500, "INTERNAL_ERROR");
            assertThat(log.lines()).anyMatch(line -> line.startsWith("Incident ") && line.contains("Replaced"));
        }
    }
}
