package com.iam.web;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import com.iam.web.WebModule.SameSite;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A cookie that belongs to one host alone ({@code __Host-}, RFC 6265bis, section 4.1.3), is never sent in clear, and is no
 * script's. Only a developer's plain HTTP to the own machine, without a proxy in between, does without the prefix and
 * {@code Secure}.
 *
 * @param name without the prefix
 */
record HostCookie(String name, SameSite sameSite) {

    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?");

    /** What proxies add to requests, one or the other. */
    private static final List<String> OF_PROXIES = List.of("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host",
            "X-Forwarded-Proto", "X-Forwarded-Server", "X-Real-IP");

    /** What the client sent, be it good or not. */
    List<String> values(HttpServletRequest request) {
        return RequestCookies.values(request, fullName(request));
    }

    /** The header's value that gives the client this value, until the browser ends. */
    String set(HttpServletRequest request, String value) {
        return fullName(request) + "=" + value + "; Path=/" + (isPlainLoopback(request) ? "" : "; Secure") + "; HttpOnly; SameSite="
                + sameSite.attribute();
    }

    private String fullName(HttpServletRequest request) {
        return (isPlainLoopback(request) ? "" : "__Host-") + name;
    }

    private static boolean isPlainLoopback(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return !request.isSecure() && !isBehindProxy(request) && host != null
                && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * A proxy on the same machine may have ended TLS and ask by the name of this machine. nginx, unless it is told otherwise,
     * adds no header, but speaks HTTP/1.0, which no browser does. Whoever makes this up gets the stricter cookie.
     */
    private static boolean isBehindProxy(HttpServletRequest request) {
        return request.getProtocol().equals("HTTP/1.0")
                || OF_PROXIES.stream().anyMatch(name -> request.getHeader(name) != null);
    }
}
