package com.iam.http.internal;

import java.util.ArrayList;
import java.util.List;

/** Requests as bytes that are characters of ISO-8859-1. */
final class Requests {

    static final String HEAD = "POST /content HTTP/1.1\r\nHost: localhost\r\n";
    static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String CHUNKS = "5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n";

    private Requests() {
    }

    /** Requests, some of them in pairs, that say clearly where they end. */
    static List<String> clear() {
        return List.of(SMUGGLED,
                CHUNKED + CHUNKS + SMUGGLED,
                CHUNKED.replace("chunked", " \tChunked\t ") + CHUNKS,
                CHUNKED + "a\r\n0123456789\r\n0000\r\n\r\n" + SMUGGLED,
                CHUNKED + "2\r\n{}\r\n0\r\nX-Trailer: 1\r\nX-Other: a b\r\n\r\n" + SMUGGLED,
                // What content is made of is its own affair.
                CHUNKED + "4\r\n\n\r\n;\r\n0\r\n\r\n" + SMUGGLED,
                HEAD + "Content-Length: 6\r\n\r\n{\n\r1;}" + SMUGGLED,
                HEAD + "Content-Length: 0\r\n\r\n" + SMUGGLED,
                SMUGGLED + "\r\n" + SMUGGLED,
                SMUGGLED.replace("/smuggled", "http://localhost/smuggled?a=b"),
                HEAD + "X-Empty:\r\nX-Odd: \u00e4;\"\r\nContent-Length: 2\r\n\r\n{}");
    }

    static List<String> doubtful() {
        List<String> all = new ArrayList<>(List.of(
                SMUGGLED.replaceFirst("\r\n", "\n"),
                "GET / HTTP/1.1\r\nHost: localhost\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\n\n",
                "GET / HTTP/1.1\nHost: localhost\n\n",
                "\n" + SMUGGLED,
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n\tb\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nNo-Colon\r\n\r\n",
                CHUNKED.replace("HTTP/1.1", "HTTP/1.0") + CHUNKS,
                CHUNKED.replace("HTTP/1.1", "HTTP/1.0").replace("\r\n\r\n", "\r\nConnection: keep-alive\r\n\r\n") + CHUNKS));
        for (String target : List.of("http:/x", "http:x", "http:///x", "http:?x", "https:/x", "ftp://localhost/x", "x", "x/y", "x:/",
                "localhost:80", "*x")) {
            all.add(SMUGGLED.replace("/smuggled", target));
        }
        for (String length : List.of("+2", "-2", "0x2", "2, 2", "2,2", "", "\"2\"", "2 2", "9999999999999999999", "1_0")) {
            all.add(HEAD + "Content-Length: " + length + "\r\n\r\n{}" + SMUGGLED);
        }
        all.add(HEAD + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" + SMUGGLED);
        all.add(HEAD + "Content-Length : 2\r\n\r\n{}" + SMUGGLED);
        all.add(HEAD + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS + SMUGGLED);
        all.add(HEAD + "Transfer-Encoding: chunked\r\ncontent-length: 4\r\n\r\n" + CHUNKS + SMUGGLED);
        for (String coding : List.of("gzip, chunked", "chunked, gzip", "chunked, chunked", "identity", "identity, chunked", "",
                "xchunked", "chunked;a=b", "\"chunked\"", "chunked,", ",chunked", "chunked\u000b", "chunked\r\n ,identity",
                "chunked\r\nTransfer-Encoding: chunked", "chunked\r\nTransfer-Encoding: identity")) {
            all.add(CHUNKED.replace("chunked", coding) + CHUNKS + SMUGGLED);
        }
        all.add(CHUNKED.replace("Encoding:", "Encoding :") + CHUNKS + SMUGGLED);
        all.add(CHUNKED.replace("Transfer-", "\u000bTransfer-") + CHUNKS + SMUGGLED);
        badChunks().forEach(chunks -> all.add(CHUNKED + chunks + SMUGGLED));
        return all;
    }

    /** What may follow the headers when they have been taken. */
    static List<String> badChunks() {
        return List.of(
                // Jetty before 12.0.33 ended the line within the quotation marks: CVE-2026-2332.
                "1;a=\"\r\nX\r\n0\r\n\r\n", "1;ext=\"val\r\nX\r\n0\r\n\r\n",
                "2;a\r\n{}\r\n0\r\n\r\n", "2;a=b\r\n{}\r\n0\r\n\r\n", "2;a=\"b\"\r\n{}\r\n0\r\n\r\n", "2;\r\n{}\r\n0\r\n\r\n",
                "2;a=\"\\\"\r\n{}\r\n0\r\n\r\n", "2;a=\n\r\n{}\r\n0\r\n\r\n", "2;a=b\n{}\r\n0\r\n\r\n",
                "2;a=" + "b".repeat(20_000) + "\r\n{}\r\n0\r\n\r\n",
                "1\r\n{\r\n1;a\r\n}\r\n0\r\n\r\n", "2\r\n{}\r\n0;a\r\n\r\n", "2\r\n{}\r\n0;a=\"\r\n\r\n\r\n",
                "2 \r\n{}\r\n0\r\n\r\n", "2\t;a\r\n{}\r\n0\r\n\r\n", " 2\r\n{}\r\n0\r\n\r\n",
                "2\n{}\r\n0\r\n\r\n", "2\r\n{}\n0\r\n\r\n", "2\r\n{}\r\n0\n\r\n", "2\r\n{}\r\n0\r\n\n",
                "1\r\n{\r\n1\n}\r\n0\r\n\r\n", "2\r\n{}\r\n0\r\nX: 1\n\r\n", "2\r\n{}\r\n0\r\nX: 1\r\n\n",
                "2\r\n{}\r\n0\r\nX: 1\r\n b\r\n\r\n", "2\r\n{}\r\n0\r\nX\r\n\r\n", "2\r\n{}\r\n0\r\nX : 1\r\n\r\n",
                "\r\n2\r\n{}\r\n0\r\n\r\n", "2\r\r\n{}\r\n0\r\n\r\n", "2\r{}\r\n0\r\n\r\n",
                "0x2\r\n{}\r\n0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n", "+2\r\n{}\r\n0\r\n\r\n", "g\r\n{}\r\n0\r\n\r\n",
                "\r\n{}\r\n0\r\n\r\n", "ffffffffffffffff\r\n{}\r\n0\r\n\r\n", "2\r\n{}}\r\n0\r\n\r\n", "2\r\n{}0\r\n\r\n");
    }
}
