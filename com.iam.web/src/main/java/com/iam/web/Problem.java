package com.iam.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * An answer that says why not (RFC 9457).
 *
 * @param code for programs, as in {@code PASSWORD_WRONG}; also the end of the problem's type
 * @param title the same for all problems of the code
 * @param detail one sentence for people about this one; never a secret, a name or what the client sent
 */
public record Problem(int status, String code, String title, String detail, List<Header> headers)
        implements Answer {

    public Problem(int status, String code, String title, String detail) {
        this(status, code, title, detail, List.of());
    }

    public Problem with(String header, String value) {
        return new Problem(status, code, title, detail, Answer.plus(headers, header, value));
    }

    /** Whole seconds, at least one, and none too few. */
    public Problem retryAfter(Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return with("Retry-After", Long.toString(seconds));
    }

    public static Problem invalid(String detail) {
        return new Problem(400, "INVALID_REQUEST", "The request is not valid", detail);
    }

    public static Problem notFound(String code, String detail) {
        return new Problem(404, code, "Not found", detail);
    }

    public static Problem tooManyAttempts(String detail, Duration retryAfter) {
        return new Problem(429, "TOO_MANY_ATTEMPTS", "Too many attempts", detail).retryAfter(retryAfter);
    }

    public static Problem unauthenticated(WebModule module, String code, String detail) {
        return new Problem(401, code, "Not logged in", detail)
                .with("WWW-Authenticate", "Cookie realm=\"" + module.name() + "\"");
    }

    static Problem unavailable(String code, String detail, Duration retryAfter) {
        return new Problem(503, code, "Not available at the moment", detail).retryAfter(retryAfter);
    }

    String type() {
        return "urn:iam:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
