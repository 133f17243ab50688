package com.iam.users.api;

import java.time.Duration;

/** What came of checking a password. */
public sealed interface Verification {

    record Accepted(User user) implements Verification {
    }

    /** No such user, a wrong password, or a user that may not log in: deliberately the same, and after the same work. */
    record Refused() implements Verification {
    }

    /** Too many attempts for this name; the password was not looked at. Told for unknown names just the same. */
    record Throttled(Duration retryAfter) implements Verification {
    }
}
