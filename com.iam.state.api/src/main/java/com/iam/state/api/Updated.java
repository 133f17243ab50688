package com.iam.state.api;

/** A session after a change. */
public record Updated<R>(Session session, R result) {
}
