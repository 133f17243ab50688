package com.iam.state.api.provider;

import java.time.Instant;

import com.iam.state.api.Unreadable;

/**
 * What came of reading one state. A fault is none of these: it is a {@link
 * com.iam.state.api.StateUnavailableException}.
 */
public sealed interface LoadOutcome {

    /** @param expiresAt when the session ends if it is not used, by the repository's clock */
    record Found(StoredState stored, Instant expiresAt) implements LoadOutcome {
    }

    /** There is no such session, or no longer. */
    record Absent() implements LoadOutcome {
    }

    /** Its time is over; the record only waits to be swept. */
    record Expired() implements LoadOutcome {
    }

    record Refused(Unreadable why) implements LoadOutcome {
    }
}
