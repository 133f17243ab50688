package com.iam.users.api;

import java.time.Duration;

/** What came of checking a password or a one-time code. */
public sealed interface Verification {

    record Accepted(User user) implements Verification {
    }

    /**
     * No such user, a wrong password or code, or a user that may not log in: deliberately the same, and after the
     * same work.
     */
    record Refused() implements Verification {
    }

    /** Too many attempts for this name; it was not looked at. Told for unknown names just the same. */
    record Throttled(Duration retryAfter) implements Verification {
    }
}
