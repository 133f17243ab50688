package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Talks to the counter module, which has endpoints for what a drill needs; see there. */
final class CounterClient {

    private static final Duration LIMIT = Duration.ofSeconds(300);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Instance instance;

    CounterClient(Instance instance) {
        this.instance = instance;
    }

    boolean serves() {
        return send("POST", "/counter/missing", null, "").statusCode() == 200
                && send("GET", "/metrics", null, "").statusCode() == 200;
    }

    List<CountedSession> start(String user, int number) {
        return answered(send("POST", "/counter/start?user=" + user + "&number=" + number, null, "")).lines()
                .map(CountedSession::new).toList();
    }

    HttpResponse<String> value(CountedSession session) {
        return send("GET", "/counter/value", session.token, "");
    }

    HttpResponse<String> increment(CountedSession session) {
        return send("POST", "/counter/increment", session.token, "");
    }

    /** How many of them are no session. */
    long missing(List<CountedSession> sessions) {
        return Long.parseLong(answered(send("POST", "/counter/missing", null,
                sessions.stream().map(session -> session.token).collect(Collectors.joining("\n")))));
    }

    /** @param action stop, start, restart or refresh; it goes on when this returns */
    void bundle(String action, String name) {
        assertThat(send("POST", "/bundles/" + action + "?name=" + name, null, "").statusCode()).isEqualTo(202);
    }

    String metrics() {
        return answered(send("GET", "/metrics", null, ""));
    }

    /** A value of {@code /metrics}, with its labels as they stand there. */
    double metric(String name) {
        return metrics().lines().filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1))).findFirst().orElseThrow();
    }

    private static String answered(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private HttpResponse<String> send(String method, String path, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(instance.uri(path)).timeout(LIMIT)
                .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Session", token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("the instance does not answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
