package com.iam.state.redis.internal;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.WriteOutcome;

/**
 * What came of a script that writes.
 *
 * @param acknowledged by how many replicas
 * @param asked how many should have
 */
record Written(Reply reply, int acknowledged, int asked) {

    WriteOutcome outcome() {
        WriteOutcome outcome = outcome(reply);
        return outcome instanceof WriteOutcome.Applied applied && acknowledged < asked
                ? new WriteOutcome.Unconfirmed(applied.expiresAt(), acknowledged, asked)
                : outcome;
    }

    /** @throws StateUnavailableException if the script did nothing, for a reason that is none of the session's */
    static WriteOutcome outcome(Reply reply) {
        return switch (reply.status()) {
            case "applied" -> new WriteOutcome.Applied(reply.instant(2));
            case "absent" -> new WriteOutcome.Absent();
            case "expired" -> new WriteOutcome.Expired();
            case "exists" -> new WriteOutcome.Exists();
            case "stale" -> new WriteOutcome.Stale(reply.number(2));
            case "late" -> throw new StateUnavailableException("Redis did not hear of it in time");
            case "skew" -> throw ClockSkew.of(reply.number(2));
            case "limit" -> new WriteOutcome.LimitReached(reply.text(2));
            default -> throw new IllegalStateException("a script returned " + reply.status());
        };
    }
}
