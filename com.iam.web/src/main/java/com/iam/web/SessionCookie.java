package com.iam.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import com.iam.state.api.SessionToken;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The cookie that carries a session's token. It belongs to one host alone ({@code __Host-}, RFC 6265bis, section 4.1.3),
 * is never sent in clear, and ends with the browser. Only a developer's plain HTTP to the own machine, without a proxy in
 * between, does without the prefix and {@code Secure}.
 */
final class SessionCookie {

    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?");

    /** What proxies add to requests, one or the other. */
    private static final List<String> OF_PROXIES = List.of("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host",
            "X-Forwarded-Proto", "X-Forwarded-Server", "X-Real-IP");

    private final WebModule module;

    SessionCookie(WebModule module) {
        this.module = module;
    }

    /** Whether the client sent one, be it good or not. */
    boolean isPresent(HttpServletRequest request) {
        return values(request).length > 0;
    }

    /** Of several, the first that is well-formed. */
    Optional<SessionToken> read(HttpServletRequest request) {
        return Arrays.stream(values(request)).map(SessionToken::parse).flatMap(Optional::stream).findFirst();
    }

    /** The header's value that gives the client this token. */
    String keep(HttpServletRequest request, SessionToken token) {
        return name(request) + "=" + token.value() + attributes(request);
    }

    /** The header's value that takes the cookie away. */
    String clear(HttpServletRequest request) {
        return name(request) + "=" + attributes(request) + "; Max-Age=0";
    }

    private String[] values(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        String name = name(request);
        return cookies == null ? new String[0]
                : Arrays.stream(cookies).filter(cookie -> cookie.getName().equals(name)).map(Cookie::getValue)
                        .toArray(String[]::new);
    }

    private String name(HttpServletRequest request) {
        return (isPlainLoopback(request) ? "" : "__Host-") + module.cookieName();
    }

    private String attributes(HttpServletRequest request) {
        return "; Path=/" + (isPlainLoopback(request) ? "" : "; Secure") + "; HttpOnly; SameSite="
                + module.sameSite().attribute();
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
