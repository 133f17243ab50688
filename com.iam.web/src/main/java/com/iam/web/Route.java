package com.iam.web;

/**
 * One line of a module's table of endpoints.
 *
 * @param path below {@code /rest}, compared as a whole
 */
public record Route(String method, String path, Endpoint endpoint) {

    public static Route get(String path, Endpoint endpoint) {
        return new Route("GET", path, endpoint);
    }

    public static Route post(String path, Endpoint endpoint) {
        return new Route("POST", path, endpoint);
    }
}
