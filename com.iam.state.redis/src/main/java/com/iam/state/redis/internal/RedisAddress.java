package com.iam.state.redis.internal;

import java.net.URI;
import java.net.URISyntaxException;

import com.iam.support.config.InvalidSettingException;

/**
 * Where one Redis server is: {@code redis://host:port/database}, {@code rediss://} for TLS, or
 * {@code redis+uds:///path?database} for a Unix-domain socket.
 *
 * @param host the path of a Unix-domain socket
 * @param port 0 for a Unix-domain socket
 */
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
        if ("redis+uds".equals(scheme)) {
            return socket(key, uri);
        }
        if (!"redis".equals(scheme) && !"rediss".equals(scheme)) {
            throw new InvalidSettingException(key, "must begin with redis://, rediss:// or redis+uds:///");
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

    boolean isSocket() {
        return port == 0;
    }

    /** Without the database. */
    String uri() {
        return isSocket() ? "redis+uds://" + host : (tls ? "rediss://" : "redis://") + host + ":" + port;
    }

    private static RedisAddress socket(String key, URI uri) {
        if (uri.getRawAuthority() != null || uri.getPath() == null || uri.getPath().length() < 2 || uri.getRawFragment() != null) {
            throw new InvalidSettingException(key, "must have the path of a socket after redis+uds://, as in redis+uds:///run/redis.sock");
        }
        String database = uri.getRawQuery();
        return new RedisAddress(false, uri.getPath(), 0, database(key, database == null ? "" : "/" + database));
    }

    private static int database(String key, String path) {
        if (path == null || path.isEmpty() || path.equals("/")) {
            return 0;
        }
        if (!path.matches("/[0-9]{1,5}")) {
            throw new InvalidSettingException(key, "must have a number for a database at its end");
        }
        return Integer.parseInt(path.substring(1));
    }
}
