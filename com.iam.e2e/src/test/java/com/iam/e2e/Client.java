package com.iam.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;

/** An HTTP client with one cookie, which it shows to whichever instance it is sent to, as through a balancer. */
final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** An instance that does not answer fails the test; otherwise the test would wait for ever. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String app;
    private volatile Optional<String> cookie = Optional.empty();
    private Optional<String> authorization = Optional.empty();

    record Reply(int status, JsonNode body, HttpResponse<String> response) {

        String attribute(String name) {
            return body.path("data").path("attributes").path(name).asText();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    /** @param app {@code /auth-login}, {@code /auth-admin} or {@code /auth-transaction-approval} */
    Client(String app) {
        this.app = app;
    }

    /** A program that proves itself with each request (Basic, RFC 7617). */
    static Client application(String app, String name, String credential) {
        Secrets.password(credential);
        Client application = new Client(app);
        application.authorization = Optional.of("Basic " + Base64.getEncoder()
                .encodeToString((name + ":" + credential).getBytes(StandardCharsets.UTF_8)));
        return application;
    }

    /** Another client that got hold of the same cookie. */
    Client copy() {
        Client copy = new Client(app);
        copy.cookie = cookie;
        return copy;
    }

    Reply logIn(Instance instance, String user, String password) {
        Secrets.userName(user);
        Secrets.password(password);
        return post(instance, "/rest/public/authentication/password/check", Map.of("username", user, "password", password));
    }

    Reply session(Instance instance) {
        return get(instance, "/rest/session");
    }

    Reply logOut(Instance instance) {
        return post(instance, "/rest/logout", Map.of());
    }

    Reply get(Instance instance, String path) {
        return send(request(instance, path).GET());
    }

    Reply post(Instance instance, String path, Map<String, ?> body) {
        try {
            return send(request(instance, path).header("Content-Type", "application/json").header("X-Same-Domain", "1")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code name=value}, if it has one. */
    Optional<String> cookie() {
        return cookie;
    }

    /** The first half of the cookie. */
    String storageId() {
        String value = cookie.orElseThrow();
        return value.substring(value.indexOf('=') + 1, value.indexOf('.'));
    }

    private HttpRequest.Builder request(Instance instance, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(instance.uri(app + path)).timeout(LIMIT);
        cookie.ifPresent(value -> request.header("Cookie", value));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    /** What is no JSON is kept as a text, so that a test can say what it was. */
    private static JsonNode json(HttpResponse<String> response, String body) throws IOException {
        if (body.isBlank()) {
            return JSON.nullNode();
        }
        boolean isJson = response.headers().firstValue("Content-Type").filter(type -> type.contains("json")).isPresent();
        return isJson ? JSON.readTree(body) : TextNode.valueOf(body);
    }

    private void keep(String set) {
        String pair = set.substring(0, set.indexOf(';'));
        Secrets.cookie(pair.substring(pair.indexOf('=') + 1));
        cookie = set.contains("Max-Age=0") ? Optional.empty() : Optional.of(pair);
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().firstValue("Set-Cookie").ifPresent(this::keep);
            String body = response.body();
            return new Reply(response.statusCode(), json(response, body), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
