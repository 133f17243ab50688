package com.iam.users.api;

/** Two populations that share nothing: the same name may exist in both. */
public enum UserKind {
    END_USER,
    ADMINISTRATOR
}
