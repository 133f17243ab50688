package com.iam.web;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        return Optional.ofNullable(body.get(name)).filter(JsonNode::isTextual).map(JsonNode::textValue)
                .orElseThrow(() -> new ProblemException(Problem.invalid("The text '" + name + "' is missing.")));
    }

    /** A text or number from the body, as a text; empty if it is missing or blank. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(body.get(name)).filter(each -> each.isTextual() || each.isNumber()).map(JsonNode::asText)
                .filter(text -> !text.isBlank());
    }

    /** The names of all values of the body. */
    public Set<String> names() {
        return body.keySet();
    }

    /** A header of the request, the first of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /** The network address of the client, or of the proxy before it. */
    public String address() {
        return request.getRemoteAddr();
    }

    /** The port of this server that the request came to. */
    public int port() {
        return request.getLocalPort();
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
