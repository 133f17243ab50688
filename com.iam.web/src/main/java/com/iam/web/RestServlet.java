package com.iam.web;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

import com.fasterxml.jackson.databind.JsonNode;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Serves a table of endpoints. Before one is called the request has passed, in this order: a known path (404) and
 * method (405); for methods that change something the header {@value #SAME_DOMAIN} (403), since a page of another
 * origin cannot set it without asking first; JSON by its content type (415), of at most {@value #BODY_LIMIT} bytes
 * (413), that is a flat object (400); a body of no bytes counts as one without values. A body that takes too long to arrive
 * is not waited for (408).
 */
public abstract class RestServlet extends SecuredServlet {

    private static final long serialVersionUID = 1L;

    static final String SAME_DOMAIN = "X-Same-Domain";
    static final int BODY_LIMIT = 16 * 1024;

    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    private final transient Map<String, Map<String, Endpoint>> endpoints = new HashMap<>();

    protected RestServlet(List<Route> routes) {
        this(routes, System::nanoTime);
    }

    RestServlet(List<Route> routes, LongSupplier nanoTime) {
        super(nanoTime);
        for (Route route : routes) {
            endpoints.computeIfAbsent(route.path(), unused -> new TreeMap<>()).put(route.method(), route.endpoint());
        }
    }

    @Override
    protected final Answer answer(HttpServletRequest request) {
        Endpoint endpoint = endpointFor(request);
        if (SAFE.contains(request.getMethod())) {
            return endpoint.handle(new Call(request, Map.of()));
        }
        if (!"1".equals(request.getHeader(SAME_DOMAIN))) {
            throw new ProblemException(new Problem(403, "CROSS_SITE_REQUEST", "Not from this site",
                    "The header " + SAME_DOMAIN + ": 1 is missing."));
        }
        return endpoint.handle(new Call(request, body(request)));
    }

    private Endpoint endpointFor(HttpServletRequest request) {
        Map<String, Endpoint> byMethod = endpoints.get(String.valueOf(request.getPathInfo()));
        if (byMethod == null) {
            throw new ProblemException(Problem.notFound("NOT_FOUND", "There is nothing at this path."));
        }
        Endpoint endpoint = byMethod.get(request.getMethod().equals("HEAD") ? "GET" : request.getMethod());
        if (endpoint == null) {
            throw new ProblemException(new Problem(405, "METHOD_NOT_ALLOWED", "Wrong method",
                    "This path does not know the method.").with("Allow", allowed(byMethod.keySet())));
        }
        return endpoint;
    }

    private static String allowed(Set<String> methods) {
        String all = String.join(", ", methods);
        return methods.contains("GET") ? all.replace("GET", "GET, HEAD") : all;
    }

    private static Map<String, JsonNode> body(HttpServletRequest request) {
        byte[] content = content(request);
        String contentType = request.getContentType();
        if (content.length == 0) {
            return Map.of();
        }
        if (contentType == null || !isJson(contentType)) {
            throw new ProblemException(new Problem(415, "UNSUPPORTED_MEDIA_TYPE", "Wrong content type",
                    "Requests are application/json in UTF-8."));
        }
        if (content.length > BODY_LIMIT) {
            throw new ProblemException(new Problem(413, "BODY_TOO_LARGE", "The request is too large",
                    "A request has at most " + BODY_LIMIT + " bytes."));
        }
        return Json.readFlat(content).orElseThrow(() -> new ProblemException(Problem.invalid(
                "The body is not a JSON object of plain values.")));
    }

    /** One byte more than allowed tells a body that is too large; the rest of it is not read. */
    private static byte[] content(HttpServletRequest request) {
        try {
            return request.getInputStream().readNBytes(BODY_LIMIT + 1);
        } catch (TimedRequest.TooSlowException e) {
            throw new ProblemException(new Problem(408, "REQUEST_TIMEOUT", "The request takes too long",
                    "The body did not arrive in time."));
        } catch (IOException | RuntimeException e) {
            throw new ProblemException(Problem.invalid("The body cannot be read."));
        }
    }

    private static boolean isJson(String contentType) {
        String[] parts = contentType.strip().split("\\s*;\\s*");
        if (!parts[0].equalsIgnoreCase("application/json")) {
            return false;
        }
        return parts.length == 1
                || parts.length == 2 && parts[1].replace("\"", "").equalsIgnoreCase("charset=utf-8");
    }
}
