package com.iam.state.redis.internal;

import java.net.URI;
import java.net.URISyntaxException;

import com.iam.state.support.config.InvalidSettingException;

/** Where one Redis server is: {@code redis://host:port/database}, or {@code rediss://} for TLS. */
record RedisAddress(boolean tls, String host, int port, int database) {

    private static final int DEFAULT_PORT = 6379;

    /** No message repeats the text: somebody may have put a password into it. */
    static RedisAddress parse(String key, String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new InvalidSettingException(key, "is not a URI such as redis://host:6379/0");
        }
        String scheme = uri.getScheme();
        if (!"redis".equals(scheme) && !"rediss".equals(scheme)) {
            throw new InvalidSettingException(key, "must begin with redis:// or rediss://");
        }
        if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            throw new InvalidSettingException(key, "must not hold credentials: use username and .password");
        }
        if (uri.getHost() == null) {
            throw new InvalidSettingException(key, "must name a host and, if need be, a port");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new InvalidSettingException(key, "must end after the database");
        }
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        if (port < 1 || port > 65535) {
            throw new InvalidSettingException(key, "must have a port from 1 to 65535");
        }
        return new RedisAddress(scheme.equals("rediss"), uri.getHost(), port, database(key, uri.getRawPath()));
    }

    /** Without the database. */
    String uri() {
        return (tls ? "rediss://" : "redis://") + host + ":" + port;
    }

    private static int database(String key, String path) {
        if (path == null || path.isEmpty() || path.equals("/")) {
            return 0;
        }
        if (!path.matches("/[0-9]{1,5}")) {
            throw new InvalidSettingException(key, "must have a number for a database after the last '/'");
        }
        return Integer.parseInt(path.substring(1));
    }
}
