package com.iam.users.api;

/**
 * A user whose identity was verified.
 *
 * @param name as the directory writes it; the name to show, and the subject of sessions
 */
public record User(UserKind kind, String name) {
}
