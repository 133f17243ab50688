package com.iam.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;

/** Where the instance answers. */
record Address(String host, int port) {

    /**
     * Refuses a port that another process has, before the framework starts and leaves a half-alive process. Another
     * process may still take it between this look and the server's own bind; the server then logs it.
     *
     * @param setting by which the operator chooses the port
     */
    void requireFree(String setting) throws Refusal {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new Refusal("port " + port + " on " + host + " is taken or not ours (" + e.getMessage()
                    + "): choose another with " + setting, e);
        }
    }

    /** Whether a server that listens on one of them leaves no room for another on the other. */
    boolean overlaps(Address other) {
        return port == other.port && (isAny() || other.isAny() || reachable().equals(other.reachable()));
    }

    /** An address of this machine for a path, also when the server listens on all of its addresses. */
    URI uri(String path) {
        return URI.create("http://" + reachable() + ":" + port + path);
    }

    private String reachable() {
        return isAny() ? "127.0.0.1" : bracketed();
    }

    private boolean isAny() {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** RFC 3986, section 3.2.2: in a URI, an IPv6 address stands in brackets; its colons would begin the port. */
    private String bracketed() {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
