package com.iam.state.api.provider;

import java.time.Instant;

/** What came of a write. Only {@link Applied} and {@link Unconfirmed} changed anything. */
public sealed interface WriteOutcome {

    /** @param expiresAt when the session ends if it is not used, by the repository's clock */
    record Applied(Instant expiresAt) implements WriteOutcome {
    }

    /**
     * Applied, but not acknowledged by as many replicas as asked for: it may be lost with the primary. Not to be
     * retried.
     */
    record Unconfirmed(Instant expiresAt, int acknowledged, int asked) implements WriteOutcome {
    }

    /** There is no such session, or no longer. */
    record Absent() implements WriteOutcome {
    }

    record Expired() implements WriteOutcome {
    }

    /** Another write came first. */
    record Stale(long revision) implements WriteOutcome {
    }

    /** A new state, but the id is taken, or had been and has ended. */
    record Exists() implements WriteOutcome {
    }

    /**
     * The subject has as many sessions as it may have.
     *
     * @param oldest the storage id of the session that was created first
     */
    record LimitReached(String oldest) implements WriteOutcome {

        @Override
        public String toString() {
            return "LimitReached[***]";
        }
    }
}
