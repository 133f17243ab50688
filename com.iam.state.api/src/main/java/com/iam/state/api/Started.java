package com.iam.state.api;

/** A session that has just begun, or has just got a new id. */
public record Started<R>(SessionToken token, Session session, R result) {
}
