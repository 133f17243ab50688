package com.iam.logback;

import java.time.Instant;
import java.util.Optional;

/**
 * How many lines of the audit log could not be written, since this process began. One for the process: appenders come and go as
 * {@code logback.xml} changes, and what they lost has to be told of all the same. May be used by any number of threads.
 */
public final class AuditLosses {

    /** Lines that were lost and that the audit log does not tell of yet. */
    record Gap(long lines, Instant from, Instant to) {

        String line() {
            return "audit-gap lines=" + lines + " from=" + from + " to=" + to;
        }
    }

    private static long total;
    private static Gap gap;

    private AuditLosses() {
    }

    /** All lines that were lost. */
    public static synchronized long total() {
        return total;
    }

    /** Whether lines are being lost now: none could be written since the last that was. */
    public static synchronized boolean isLosing() {
        return gap != null;
    }

    /** @return whether it is the first of a gap */
    static synchronized boolean lost(Instant when) {
        boolean isFirst = gap == null;
        gap = isFirst ? new Gap(1, when, when) : new Gap(gap.lines + 1, gap.from, when);
        total++;
        return isFirst;
    }

    static synchronized Optional<Gap> gap() {
        return Optional.ofNullable(gap);
    }

    static synchronized void told() {
        gap = null;
    }
}
