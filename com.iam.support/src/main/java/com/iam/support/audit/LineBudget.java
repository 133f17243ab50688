package com.iam.support.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Bounds how many lines of one kind are written. A stranger who can cause a line for next to nothing could push all the others out of
 * a log of limited size. Those that are left out are counted. May be used by any number of threads.
 */
public final class LineBudget {

    private final int lines;
    private final Duration period;
    private Instant begun = Instant.MIN;
    private int written;
    private long omitted;

    /** So many lines in each period. */
    public LineBudget(int lines, Duration period) {
        this.lines = lines;
        this.period = period;
    }

    /** How many lines were left out since the last line that was written; empty if this one is to be left out, too. */
    public synchronized OptionalLong next(Instant now) {
        if (now.isBefore(begun) || !now.isBefore(begun.plus(period))) {
            begun = now;
            written = 0;
        }
        if (written == lines) {
            omitted++;
            return OptionalLong.empty();
        }
        written++;
        long before = omitted;
        omitted = 0;
        return OptionalLong.of(before);
    }
}
