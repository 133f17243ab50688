package com.iam.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Sends whoever comes to the front door to the pages, and tells everybody else that there is nothing. To be registered
 * for all paths of its context: those of other servlets are longer and win.
 */
public abstract class FrontServlet extends SecuredServlet {

    private static final long serialVersionUID = 1L;

    private final String pages;

    /** @param pages the path to redirect to, from the root of the server */
    protected FrontServlet(String pages) {
        this.pages = pages;
    }

    @Override
    protected final Answer answer(HttpServletRequest request) {
        boolean front = request.getPathInfo() == null || request.getPathInfo().equals("/");
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (front && reads) {
            return new Answer.Redirect(pages);
        }
        return Problem.notFound("NOT_FOUND", "There is nothing at this path.");
    }
}
