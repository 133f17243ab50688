package com.iam.web.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.iam.state.api.SessionToken;

/** A client that keeps one cookie and otherwise does what it is told. */
public final class Client {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI address;
    private Optional<String> cookie = Optional.empty();

    public Client(URI address) {
        this.address = address;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** With all that a state-changing request needs. */
    public Answer post(String path, Map<String, ?> body, String... headers) {
        try {
            return send("POST", path, JSON.writeValueAsBytes(body), Stream.concat(Stream.of("X-Same-Domain", "1",
                    "Content-Type", "application/json"), Stream.of(headers)).toArray(String[]::new));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public Answer send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(20))
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        cookie.ifPresent(value -> request.header("Cookie", value));
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            response.headers().firstValue("Set-Cookie").ifPresent(this::accept);
            return new Answer(response);
        } catch (IOException e) {
            throw new IllegalStateException("the server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As {@code name=value}. */
    public Optional<String> cookie() {
        return cookie;
    }

    public void setCookie(String nameAndValue) {
        cookie = Optional.ofNullable(nameAndValue);
    }

    /** The token in the cookie. */
    public SessionToken token() {
        return cookie.flatMap(value -> SessionToken.parse(value.substring(value.indexOf('=') + 1))).orElseThrow();
    }

    private void accept(String setCookie) {
        cookie = setCookie.contains("Max-Age=0") ? Optional.empty() : Optional.of(setCookie.split(";")[0]);
    }

    /** What came back. */
    public record Answer(HttpResponse<byte[]> response) {

        public int status() {
            return response.statusCode();
        }

        public List<String> cookies() {
            return response.headers().allValues("Set-Cookie");
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        public String body() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new IllegalStateException("not JSON: " + body(), e);
            }
        }

        public JsonNode attributes() {
            return json().at("/data/attributes");
        }

        /** The code of a problem. */
        public String code() {
            return json().path("code").asText();
        }

        public Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            return headers;
        }
    }
}
