package com.iam.web;

import com.iam.support.web.StandardHeaders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Puts the headers that no answer goes without on those of a servlet. */
final class SecurityHeaders {

    private SecurityHeaders() {
    }

    static void apply(HttpServletRequest request, HttpServletResponse response) {
        StandardHeaders.of(request.isSecure()).forEach(response::setHeader);
    }
}
