package com.iam.web;

import java.util.Optional;

import com.iam.state.api.SessionToken;

import jakarta.servlet.http.HttpServletRequest;

/** The cookie that carries a session's token. It ends with the browser. */
final class SessionCookie {

    private final HostCookie cookie;

    SessionCookie(WebModule module) {
        this.cookie = new HostCookie(module.cookieName(), module.sameSite());
    }

    /** Whether the client sent one, be it good or not. */
    boolean isPresent(HttpServletRequest request) {
        return !cookie.values(request).isEmpty();
    }

    /** Of several, the first that is well-formed. */
    Optional<SessionToken> read(HttpServletRequest request) {
        return cookie.values(request).stream().map(SessionToken::parse).flatMap(Optional::stream).findFirst();
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
