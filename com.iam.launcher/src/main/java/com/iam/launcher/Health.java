package com.iam.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code /health/ready} answers, reduced to the reasons that it gives for not being ready. The answer's JSON is
 * looked through with a pattern, because this small program should need no library before the framework has any.
 */
final class Health {

    private static final Pattern REASON = Pattern.compile(
            "\"status\"\\s*:\\s*\"(?:CRITICAL|TEMPORARILY_UNAVAILABLE|HEALTH_CHECK_ERROR)\"\\s*,"
                    + "\\s*\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern NO_CHECK = Pattern.compile("\"results\"\\s*:\\s*\\[\\s*]");
    /** More than the checks are given. */
    private static final int TIMEOUT_IN_MS = 5000;

    private final URI uri;

    Health(URI uri) {
        this.uri = uri;
    }

    /** The reasons, empty when the instance is ready. Waits for an answer for at most a few seconds. */
    List<String> reasons() {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_IN_MS);
            connection.setReadTimeout(TIMEOUT_IN_MS);
            return reasons(connection);
        } catch (IOException e) {
            return List.of("HTTP server");
        }
    }

    private static List<String> reasons(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return reasons(status, in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static List<String> reasons(int status, String body) {
        if (status == 404) {
            return List.of("health checks");
        }
        if (status == 200) {
            // A framework that has no check yet has nothing to complain about either.
            return NO_CHECK.matcher(body).find() ? List.of("health checks") : List.of();
        }
        List<String> reasons = REASON.matcher(body).results().map(found -> unescaped(found.group(1))).distinct().toList();
        return reasons.isEmpty() ? List.of("health answers " + status) : reasons;
    }

    private static String unescaped(String json) {
        return json.replace("\\/", "/").replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
