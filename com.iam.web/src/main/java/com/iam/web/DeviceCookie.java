package com.iam.web;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import com.iam.users.api.UserDirectory;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The cookie by which the directory of users knows a device again from which somebody has logged in, see
 * {@link UserDirectory#rememberDevice}. It outlasts sessions, and opens nothing.
 */
final class DeviceCookie {

    private static final Pattern VALUE = Pattern.compile("[\\w-]{1,64}");
    private static final Duration LIFE = Duration.ofDays(180);

    private final HostCookie cookie;

    DeviceCookie(WebModule module) {
        this.cookie = new HostCookie(module.cookieName() + "-device", WebModule.SameSite.STRICT);
    }

    Optional<String> read(HttpServletRequest request) {
        return cookie.values(request).stream().filter(value -> VALUE.matcher(value).matches()).findFirst();
    }

    /** The header's value that gives the client this device's token. */
    String keep(HttpServletRequest request, String device) {
        return cookie.set(request, device) + "; Max-Age=" + LIFE.toSeconds();
    }
}
