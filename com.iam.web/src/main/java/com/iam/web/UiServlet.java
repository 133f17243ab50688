package com.iam.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Serves the pages of a module: the files it names, and below {@code /shared/} those of all modules. They are read once,
 * and nothing else can be reached. {@code index.html} is served at {@code /}.
 */
public abstract class UiServlet extends SecuredServlet {

    private static final long serialVersionUID = 1L;

    private static final List<String> SHARED = List.of("api.js", "clock.js", "dom.js", "icon.svg", "login-form.js", "session.js",
            "style.css");
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final transient Map<String, Answer.File> files = new HashMap<>();

    /** @param names of resources in the folder {@code ui} beside the class of the servlet */
    protected UiServlet(List<String> names) {
        names.forEach(name -> files.put("/" + name, read(getClass(), "ui/" + name)));
        SHARED.forEach(name -> files.put("/shared/" + name, read(UiServlet.class, "shared/" + name)));
        files.put("/", files.get("/index.html"));
    }

    @Override
    protected final Answer answer(HttpServletRequest request) {
        if (request.getPathInfo() == null) {
            return new Answer.Redirect(request.getContextPath() + request.getServletPath() + "/");
        }
        Answer.File file = files.get(request.getPathInfo());
        if (file == null) {
            return Problem.notFound("NOT_FOUND", "There is nothing at this path.");
        }
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            return new Problem(405, "METHOD_NOT_ALLOWED", "Wrong method", "Pages can only be read.")
                    .with("Allow", "GET, HEAD");
        }
        return file;
    }

    private static Answer.File read(Class<?> neighbour, String name) {
        try (InputStream in = neighbour.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("the bundle has no " + name);
            }
            return new Answer.File(CONTENT_TYPES.get(name.substring(name.lastIndexOf('.') + 1)), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle cannot be read", e);
        }
    }
}
