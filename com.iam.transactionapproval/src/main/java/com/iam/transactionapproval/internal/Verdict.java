package com.iam.transactionapproval.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.iam.transactionapproval.internal.Approval.Status;

/**
 * How an approval has ended, as the user directory remembers it.
 *
 * @param at to the millisecond; empty if it was too late
 */
record Verdict(Status status, Optional<Instant> at) {

    private static final String SEPARATOR = " ";

    Verdict {
        at = at.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
    }

    static Verdict of(Status status, Instant at) {
        return new Verdict(status, Optional.of(at));
    }

    static Verdict tooLate() {
        return new Verdict(Status.EXPIRED, Optional.empty());
    }

    static Verdict parse(String text) {
        String[] parts = text.split(SEPARATOR);
        return new Verdict(Status.valueOf(parts[0]),
                parts.length > 1 ? Optional.of(Instant.parse(parts[1])) : Optional.empty());
    }

    String text() {
        return status.name() + at.map(instant -> SEPARATOR + instant).orElse("");
    }
}
