package com.iam.web;

import java.util.List;
import java.util.Optional;

import com.iam.state.api.SessionToken;

import jakarta.servlet.http.HttpServletRequest;

/** The cookie that carries a session's token. It ends with the browser. */
final class SessionCookie {

    /** Each costs a look into the repository. */
    private static final int MOST = 4;

    private final HostCookie cookie;

    SessionCookie(WebModule module) {
        this.cookie = new HostCookie(module.cookieName(), module.sameSite());
    }

    /** Whether the client sent one, be it good or not. */
    boolean isPresent(HttpServletRequest request) {
        return !cookie.values(request).isEmpty();
    }

    /**
     * Those that are well-formed, in the order of the request. A browser has several only of a name without {@code __Host-}, when
     * another application of the host has set one for a path or for a parent domain; more than a few are not looked at.
     */
    List<SessionToken> read(HttpServletRequest request) {
        return cookie.values(request).stream().map(SessionToken::parse).flatMap(Optional::stream).distinct().limit(MOST).toList();
    }

    /** The header's value that gives the client this token. */
    String keep(HttpServletRequest request, SessionToken token) {
        return cookie.set(request, token.value());
    }

    /** The header's value that takes the cookie away. */
    String clear(HttpServletRequest request) {
        return cookie.set(request, "") + "; Max-Age=0";
    }
}
