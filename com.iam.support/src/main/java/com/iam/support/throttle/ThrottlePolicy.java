package com.iam.support.throttle;

import java.time.Duration;

/**
 * How long to wait after failures in a row for one name: not at all at first, then 1, 2, 4, … seconds.
 *
 * @param failuresAllowed failures without consequence, at least 1
 * @param maximumWait at least one second
 */
public record ThrottlePolicy(int failuresAllowed, Duration maximumWait) {

    private static final Duration A_DAY = Duration.ofDays(1);

    /** The wait between the last of so many failures and the next attempt. */
    public Duration waitAfter(int failures) {
        if (failures < failuresAllowed) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures - failuresAllowed, 30);
        Duration wait = Duration.ofSeconds(1L << doublings);
        return wait.compareTo(maximumWait) < 0 ? wait : maximumWait;
    }

    /** After so long without a failure the earlier ones are forgotten; longer than any wait. */
    public Duration forgottenAfter() {
        Duration twice = maximumWait.multipliedBy(2);
        return twice.compareTo(A_DAY) > 0 ? twice : A_DAY;
    }
}
