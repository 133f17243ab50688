package com.iam.front.internal;

import java.util.Optional;

import org.eclipse.jetty.http.HttpException;

/** Ends a request before it reaches what it asks for. */
final class Refusal extends HttpException.RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String allow;

    private Refusal(int status, String allow) {
        super(status);
        this.allow = allow;
    }

    static Refusal of(int status) {
        return new Refusal(status, null);
    }

    /** @param allow the methods that the path may know */
    static Refusal method(String allow) {
        return new Refusal(405, allow);
    }

    /** For the header of that name. */
    Optional<String> allow() {
        return Optional.ofNullable(allow);
    }
}
