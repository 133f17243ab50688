package com.iam.logback;

import java.time.Duration;
import java.time.Instant;

import com.iam.support.audit.LineBudget;

import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;

/**
 * Says on the standard error what is wrong with logging itself: a mistake in {@code logback.xml}, a file that cannot be written, a line
 * that cannot be made. There is no log to say it in. At most {@value #LINES} lines a minute.
 */
public final class LoggingTrouble implements StatusListener {

    private static final int LINES = 10;
    private static final int LIMIT = 1000;

    private final LineBudget budget = new LineBudget(LINES, Duration.ofMinutes(1));

    @Override
    public void addStatusEvent(Status status) {
        if (status.getEffectiveLevel() >= Status.WARN) {
            budget.next(Instant.ofEpochMilli(status.getTimestamp())).ifPresent(omitted -> System.err.println("iam: logging: "
                    + LineText.of(status.getMessage(), LIMIT)
                    + (status.getThrowable() == null ? "" : ": " + LineText.of(status.getThrowable().toString(), LIMIT))
                    + (omitted == 0 ? "" : " (before it, " + omitted + " such lines were left out)")));
        }
    }
}
