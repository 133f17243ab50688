package com.iam.transactionapproval.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.iam.support.throttle.ThrottlePolicy;

/**
 * Counts the wrong credentials for one name, known or not, from one address. Right ones are none of its business: many may
 * share an address, that of a proxy, and none of them shall lock an application out. Kept in this instance, and only of the
 * latest: credentials have 128 random bits, so this spares the log more than it protects. Any number of threads may call.
 */
final class Guesses {

    record Who(String name, String address) {
    }

    private record Count(int failures, Instant last) {
    }

    private static final int CAPACITY = 10_000;

    private final ThrottlePolicy policy;
    private final InstantSource clock;
    private final Map<Who, Count> counts = new LinkedHashMap<>();

    Guesses(ThrottlePolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Counts a wrong credential, unless it came too early.
     *
     * @return how long to wait if it did
     */
    synchronized Optional<Duration> count(Who who) {
        Instant now = clock.instant();
        Count count = counts.getOrDefault(who, new Count(0, now));
        if (count.last.isAfter(now)) {
            // The clock was set back. It counts as one of now, or the wait would be as long as the clock was ahead.
            count = new Count(count.failures, now);
            counts.put(who, count);
        }
        boolean forgotten = count.last.plus(policy.forgottenAfter()).isBefore(now);
        int failures = forgotten ? 0 : count.failures;
        Duration wait = Duration.between(now, count.last.plus(policy.waitAfter(failures)));
        if (failures >= policy.failuresAllowed() && wait.compareTo(Duration.ZERO) > 0) {
            return Optional.of(wait);
        }
        // Taken out first, so that the eldest is the one that was counted longest ago.
        counts.remove(who);
        counts.put(who, new Count(failures + 1, now));
        if (counts.size() > CAPACITY) {
            counts.remove(counts.keySet().iterator().next());
        }
        return Optional.empty();
    }
}
