package com.iam.transactionapproval.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.iam.state.support.throttle.ThrottlePolicy;

/**
 * Counts in a row the wrong credentials for one name, known or not, from one address, so that nobody elsewhere can lock an
 * application out. Kept in this instance, and only of the latest: credentials have 128 random bits, so this spares the log
 * and the processor more than it protects. Any number of threads may call.
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
     * Judges an attempt in one step: attempts at the same time are no more guesses, and right ones do not disturb each other.
     *
     * @param right whether the credential is; nobody may be told before this
     * @return how long to wait, whether it was right or not; empty if it counts
     */
    synchronized Optional<Duration> judge(Who who, boolean right) {
        Instant now = clock.instant();
        Count count = counts.getOrDefault(who, new Count(0, now));
        boolean forgotten = count.last.plus(policy.forgottenAfter()).isBefore(now);
        int failures = forgotten ? 0 : count.failures;
        Duration wait = Duration.between(now, count.last.plus(policy.waitAfter(failures)));
        if (failures >= policy.failuresAllowed() && wait.compareTo(Duration.ZERO) > 0) {
            return Optional.of(wait);
        }
        // Taken out first, so that the eldest is the one that was counted longest ago.
        counts.remove(who);
        if (!right) {
            counts.put(who, new Count(failures + 1, now));
        }
        if (counts.size() > CAPACITY) {
            counts.remove(counts.keySet().iterator().next());
        }
        return Optional.empty();
    }
}
