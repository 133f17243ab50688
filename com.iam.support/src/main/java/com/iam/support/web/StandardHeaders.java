package com.iam.support.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that no answer goes without. */
public final class StandardHeaders {

    private static final Map<String, String> ALWAYS = new LinkedHashMap<>();

    static {
        ALWAYS.put("Content-Security-Policy", String.join("; ", "default-src 'self'", "base-uri 'none'", "object-src 'none'",
                "form-action 'self'", "frame-ancestors 'none'"));
        ALWAYS.put("X-Content-Type-Options", "nosniff");
        ALWAYS.put("X-Frame-Options", "DENY");
        ALWAYS.put("Referrer-Policy", "no-referrer");
        ALWAYS.put("Permissions-Policy", String.join(", ", "camera=()", "geolocation=()", "microphone=()", "payment=()", "usb=()",
                "interest-cohort=()"));
        ALWAYS.put("Cross-Origin-Opener-Policy", "same-origin");
        ALWAYS.put("Cross-Origin-Resource-Policy", "same-origin");
        ALWAYS.put("Cache-Control", "no-store");
    }

    /** RFC 6797, section 7.2: not over plain HTTP. */
    private static final Map<String, String> OVER_TLS = new LinkedHashMap<>(ALWAYS);

    static {
        OVER_TLS.put("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }

    private StandardHeaders() {
    }

    /** @param secure whether the client came over TLS, be it to a proxy that says so */
    public static Map<String, String> of(boolean secure) {
        return secure ? OVER_TLS : ALWAYS;
    }
}
