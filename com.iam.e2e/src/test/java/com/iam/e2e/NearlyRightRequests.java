package com.iam.e2e;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Requests as clients of the product send them, each with one to four things wrong: in the method, the path, a header,
 * the body, or anywhere in the bytes. The same seed makes the same requests. One thread at a time.
 */
final class NearlyRightRequests {

    private static final List<String> METHODS = List.of("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE",
            "PATCH", "CONNECT", "get", "POST ", "G\u00e4T", "", "PROPFIND", "X".repeat(9000));
    private static final List<String> PATHS = List.of("/", "/auth-login/rest/session",
            "/auth-login/rest/session?peek=true", "/auth-login/rest/logout",
            "/auth-login/rest/public/authentication/password/check",
            "/auth-login/rest/public/authentication/sso-ticket/check", "/auth-login/ui/", "/auth-login/ui/index.html",
            "/auth-login", "/auth-admin/rest/session", "/auth-admin/rest/state", "/auth-admin/rest/sessions/list",
            "/auth-admin/rest/sessions/end", "/auth-admin/rest/sessions/end-all", "/auth-admin/rest/testlet",
            "/auth-admin/rest/testlet?name=main", "/auth-admin/ui/",
            "/auth-admin/rest/public/authentication/password/check", "/auth-admin/rest/representation/ticket",
            "/auth-transaction-approval/rest/approvals", "/auth-transaction-approval/rest/session",
            "/auth-transaction-approval/ui/", "/auth-transaction-approval/rest/approval", "/metrics", "/health/live",
            "/health/ready", "/health/ready?format=json");
    private static final List<String> PATH_PARTS = List.of(";", ";x=1", "/./", "/../", "//", "%2f", "%2e%2e", "%00",
            "%", "%zz", "%c0%ae", "\\", "\u0000", "\u0085", "\u009b31m", "?", "#", "*", " ", "\t", "%61",
            "%0d%0aX: y", "../".repeat(50), "a".repeat(9000), "\u202e", "?format=<script>", "?peek=",
            "?peek=true&peek=false", "?".repeat(40), "http://other/", "@", "[", "%u0041");
    private static final List<String> HEADERS = List.of("Host: localhost", "Host: @\u0085FORGED \u009b31m",
            "Host: a, b", "Host:", "Host: localhost:99999", "Content-Type: text/plain",
            "Content-Type: application/json; charset=utf-16", "Content-Type: ;;=", "Content-Length: 0",
            "Content-Length: 5", "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: +3",
            "Transfer-Encoding: chunked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: gzip",
            "Transfer-Encoding : chunked", "Expect: 100-continue", "Expect: nonsense", "Connection: close",
            "Connection: upgrade", "Upgrade: h2c", "Upgrade: websocket", "Cookie: iam-login=", "Cookie: iam-login=\"",
            "Cookie: iam-login=AAAA.BBBB", "Cookie: a=\"x; iam-login=abc.def", "Cookie: {\"j\":1}",
            "Cookie: iam-login=" + "A".repeat(22) + "." + "B".repeat(22), "Cookie: " + "a=b; ".repeat(900),
            "Cookie: =; ;=;;", "Cookie: \u0001=\u0002",
            "Cookie: iam-admin=" + "A".repeat(22) + "." + "B".repeat(22) + "; iam-device=x",
            "Cookie: __Host-iam-login=x.y", "Authorization: Basic", "Authorization: Basic ====",
            "Authorization: Basic ZWJhbms6eA==", "Authorization: Bearer " + "x".repeat(5000), "X-Same-Domain: 0",
            "X-Forwarded-For: \u001b[31m", "X-Forwarded-Proto: javascript", "Forwarded: for=\"",
            "Range: bytes=0-,0-,0-", "If-None-Match: \"", "If-Modified-Since: yesterday",
            "Accept-Encoding: gzip;q=nan", "Accept: */*;q=" + "9".repeat(400), "X: " + "y".repeat(20_000),
            " folded: yes", "NoColon", ": empty", "X\u0000: y", "TE: trailers", "Trailer: X-Same-Domain",
            "Accept-Language: " + "de,".repeat(500), "User-Agent: \u202e\u2028\u0085forged line", "Referer: \r");
    private static final List<String> BODIES = List.of("", "{}", "[]", "null", "\"x\"", "1e999",
            "{\"username\":\"\u0000\",\"password\":\"\"}",
            "{\"username\":\"nobody\",\"password\":" + "\"x".repeat(300) + "\"}", "{\"username\":[],\"password\":{}}",
            "{\"ticket\":\"a.b.c\"}",
            "{\"username\":\"" + "u".repeat(300) + "\",\"password\":\"" + "p".repeat(300) + "\"}",
            "{\"ticket\":\"eyJhbGciOiJub25lIn0.e30.\"}", "{\"ticket\":\"" + "x".repeat(9000) + "\"}",
            "{\"module\":\"login\",\"subject\":\"alice\",\"limit\":-1,\"cursor\":\"%\"}",
            "{\"module\":\"\\u202e\",\"id\":\"x\"}", "{\"username\":\"a\",\"username\":\"b\"}", "[".repeat(5000),
            "{\"a\":".repeat(3000), "{\"limit\":" + "9".repeat(15_000) + "}", "\ufeff{}", "{\"a\":\"\ud800\"}",
            "{\"a\":NaN}", "{}{}", "a=b&c=d", "x".repeat(70_000),
            "{\"username\":\"alice\",\"summary\":\"x\",\"details\":{\"value1\":\"\u0489\"}}",
            "1;a=\"\r\nX\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n", "0\r\n\r\n", "ffffffffffffffff\r\n",
            "5\r\nabcde\r\n0\r\n\r\n", "2;x=\"\n\"\r\n{}\r\n0\r\nX-Same-Domain: 1\r\n\r\n");
    private static final List<String> VERSIONS = List.of("HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "HTTP/1.2",
            "http/1.1", "", "HTTP/1.1 ");
    private static final int MANY = 4;

    private final Random random;

    NearlyRightRequests(long seed) {
        random = new Random(seed);
    }

    byte[] next() {
        Draft draft = new Draft(random.nextBoolean() ? "GET" : "POST", one(PATHS), one(BODIES.subList(0, 4)));
        List<UnaryOperator<Draft>> mutations = List.of(
                each -> each.with(one(METHODS), each.path, each.version),
                each -> each.with(each.method, into(each.path, one(PATH_PARTS)), each.version),
                each -> each.with(each.method, into(each.path, one(PATH_PARTS)), each.version),
                each -> each.with(each.method, each.path, one(VERSIONS)),
                each -> each.with(one(HEADERS)), each -> each.with(one(HEADERS)), each -> each.with(one(HEADERS)),
                each -> each.withBody(one(BODIES)), each -> each.withBody(one(BODIES)),
                each -> each.withBody(into(each.body, one(PATH_PARTS))));
        int count = 1 + random.nextInt(MANY);
        for (int i = 0; i < count; i++) {
            draft = mutations.get(random.nextInt(mutations.size())).apply(draft);
        }
        byte[] bytes = draft.bytes(random.nextInt(10) > 0);
        return random.nextInt(4) == 0 ? broken(bytes) : bytes;
    }

    private String one(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String into(String text, String part) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + part + text.substring(at);
    }

    /** A bit turned, a piece taken away or doubled, a line end cut in half. */
    private byte[] broken(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(20));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> {
                out.write(bytes[at] ^ (1 << random.nextInt(8)));
                out.write(bytes, at + 1, bytes.length - at - 1);
            }
            case 1 -> out.write(bytes, at + length, bytes.length - at - length);
            case 2 -> {
                out.write(bytes, at, length);
                out.write(bytes, at, bytes.length - at);
            }
            default -> out.writeBytes(new String(bytes, at, bytes.length - at, StandardCharsets.ISO_8859_1)
                    .replaceFirst("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.toByteArray();
    }

    private record Draft(String method, String path, String version, List<String> headers, String body) {

        Draft(String method, String path, String body) {
            this(method, path, "HTTP/1.1", List.of(), body);
        }

        Draft with(String nextMethod, String nextPath, String nextVersion) {
            return new Draft(nextMethod, nextPath, nextVersion, headers, body);
        }

        Draft with(String header) {
            List<String> more = new ArrayList<>(headers);
            more.add(header);
            return new Draft(method, path, version, more, body);
        }

        Draft withBody(String next) {
            return new Draft(method, path, version, headers, next);
        }

        byte[] bytes(boolean complete) {
            byte[] sent = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder(method + " " + path + " " + version + "\r\n");
            if (complete) {
                head.append("Host: localhost\r\nX-Same-Domain: 1\r\n")
                        .append("Content-Type: application/json\r\nConnection: close\r\n");
            }
            headers.forEach(header -> head.append(header).append("\r\n"));
            if (headers.stream().noneMatch(header -> header.matches("(?i)(content-length|transfer-encoding).*"))) {
                head.append("Content-Length: ").append(sent.length).append("\r\n");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            out.writeBytes(sent);
            return out.toByteArray();
        }
    }
}
