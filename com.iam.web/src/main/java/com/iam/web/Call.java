package com.iam.web;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import jakarta.servlet.http.HttpServletRequest;

/** A request to an endpoint that has passed all checks. */
public final class Call {

    private final HttpServletRequest request;
    private final Map<String, JsonNode> body;

    Call(HttpServletRequest request, Map<String, JsonNode> body) {
        this.request = request;
        this.body = body;
    }

    /** A text from the body; if it is not there, that is a problem. */
    public String text(String name) {
        JsonNode value = body.get(name);
        if (value == null || !value.isTextual()) {
            throw new ProblemException(Problem.invalid("The text '" + name + "' is missing."));
        }
        return value.textValue();
    }

    /** A parameter from the query; empty if it is missing or blank. */
    public Optional<String> parameter(String name) {
        String value;
        try {
            value = request.getParameter(name);
        } catch (RuntimeException e) {
            // The container's word for a query that it cannot decode.
            throw new ProblemException(Problem.invalid("The query cannot be read."));
        }
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    /** Whether the caller only polls: that must not keep a session alive. */
    boolean isPolling() {
        return parameter("peek").filter("true"::equals).isPresent();
    }

    HttpServletRequest request() {
        return request;
    }
}
