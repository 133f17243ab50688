package com.iam.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** One session of the counter module, and what its client knows of its number. To be used by one thread at a time. */
final class CountedSession {

    final String token;
    private long acknowledged;
    /** Counts of which nobody knows whether they were made, or still will be. */
    private int unknown;

    CountedSession(String token) {
        this.token = token;
    }

    void wasRead(long number) {
        assertThat(number).as("the number of a session whose client knows of " + acknowledged)
                .isBetween(acknowledged, acknowledged + unknown);
        unknown -= (int) (number - acknowledged);
        acknowledged = number;
    }

    /** What was on its way before cannot be made any more: it would have replaced a revision that is gone. */
    void wasCounted(long number) {
        wasRead(number - 1);
        acknowledged = number;
        unknown = 0;
    }

    void mayHaveBeenCounted() {
        unknown++;
    }
}
