package com.iam.web;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The cookies of a request, read as browsers write them (RFC 6265bis, section 5.8.3). A container's parser reads them by the
 * grammar for servers, and for one malformed cookie drops all of its header: another application of the host, or a script
 * of its pages, would hide ours. Here each cookie stands for itself, whatever its neighbours are.
 */
final class RequestCookies {

    private static final String BLANKS = " \t";

    private RequestCookies() {
    }

    /** The values of the cookies of exactly this name, as often as there are any, in their order. */
    static List<String> values(HttpServletRequest request, String name) {
        Enumeration<String> headers = request.getHeaders("Cookie");
        return headers == null ? List.of() : Collections.list(headers).stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .flatMap(cookie -> value(cookie, name))
                .toList();
    }

    private static Stream<String> value(String cookie, String name) {
        int end = cookie.indexOf('=');
        return end < 0 || !trimmed(cookie.substring(0, end)).equals(name) ? Stream.empty()
                : Stream.of(unquoted(trimmed(cookie.substring(end + 1))));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Of blanks and tabs only: with any other character, even one that looks like a blank, it is another name. */
    private static String trimmed(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && BLANKS.indexOf(text.charAt(begin)) >= 0) {
            begin++;
        }
        while (end > begin && BLANKS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(begin, end);
    }
}
