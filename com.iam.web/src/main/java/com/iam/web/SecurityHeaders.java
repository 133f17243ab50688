package com.iam.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The headers that no answer goes without. */
final class SecurityHeaders {

    private static final String CONTENT_SECURITY_POLICY = String.join("; ", "default-src 'self'", "base-uri 'none'",
            "object-src 'none'", "form-action 'self'", "frame-ancestors 'none'");
    private static final String PERMISSIONS_POLICY = String.join(", ", "camera=()", "geolocation=()", "microphone=()",
            "payment=()", "usb=()", "interest-cohort=()");

    private SecurityHeaders() {
    }

    static void apply(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Permissions-Policy", PERMISSIONS_POLICY);
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
        if (request.isSecure()) {
            // RFC 6797, section 7.2: not over plain HTTP.
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
