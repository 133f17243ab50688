package com.iam.front.internal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Sees every request of an address before the server looks for who serves it. All that passes has a canonical path,
 * is for this address, has a method that is allowed, and its answer will have the standard headers. Any number of
 * threads call.
 */
final class Gate implements HttpConfiguration.Customizer {

    /** What an address serves. */
    enum Side {
        ALL, PUBLIC, MANAGEMENT, NONE
    }

    /** Each with all below it. */
    private static final Set<String> PROBES = Set.of("/metrics", "/health");
    private static final String ADMINAPP = "/auth-admin";
    private static final String HEALTH = "/health";

    private static final String READING = "GET, HEAD";
    private static final String ANY = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private static final Set<String> QUERIES_OF_HEALTH = Set.of("format=json", "format=verbose.txt");
    /** No name that a stranger's DNS could give to this machine: a page of another origin cannot ask by it. */
    private static final Pattern NUMERIC = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.]+\\]");

    private final Side side;
    private final Set<String> hosts;

    /** @param hosts the names, in lower case, by which it may be asked; empty: any */
    Gate(Side side, Set<String> hosts) {
        this.side = side;
        this.hosts = hosts;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        HttpURI target = request.getHttpURI();
        String path = String.valueOf(target.getPath());
        boolean probe = PROBES.stream().anyMatch(each -> isBelow(path, each));
        request.addHttpStreamWrapper(stream -> new GuardedStream(stream, request.isSecure(), !probe));
        if (side == Side.NONE) {
            throw Refusal.of(503);
        }
        if (!CanonicalPath.isOf(target)) {
            throw Refusal.of(400);
        }
        if (!isAskedForByName(request)) {
            throw Refusal.of(421);
        }
        if (side != Side.ALL && (side == Side.MANAGEMENT) != (probe || isBelow(path, ADMINAPP))) {
            throw Refusal.of(404);
        }
        String method = request.getMethod();
        if (probe && !method.equals("GET") && !method.equals("HEAD")) {
            throw Refusal.method(READING);
        }
        if (method.equalsIgnoreCase("TRACE") || method.equalsIgnoreCase("TRACK")) {
            throw Refusal.method(ANY);
        }
        return isBelow(path, HEALTH) && target.getQuery() != null && !QUERIES_OF_HEALTH.contains(target.getQuery())
                ? new WithoutQuery(request) : request;
    }

    private static boolean isBelow(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }

    /** By the header and no other: what a proxy says in its own is not believed. */
    private boolean isAskedForByName(Request request) {
        if (hosts.isEmpty()) {
            return true;
        }
        String host = request.getHeaders().get(HttpHeader.HOST);
        if (host == null) {
            return false;
        }
        String name = host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
        return hosts.contains(name) || NUMERIC.matcher(name).matches();
    }

    /** The health servlet repeats a format that it does not know, and then tells nothing of the state. */
    private static final class WithoutQuery extends Request.Wrapper {

        private final HttpURI target;

        private WithoutQuery(Request request) {
            super(request);
            this.target = HttpURI.build(request.getHttpURI()).query(null).asImmutable();
        }

        @Override
        public HttpURI getHttpURI() {
            return target;
        }
    }
}
