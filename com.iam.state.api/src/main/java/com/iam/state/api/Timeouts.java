package com.iam.state.api;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a session lives.
 *
 * @param idle without a request; at least one millisecond
 * @param absoluteLifetime from its creation, in use or not; at least one millisecond
 */
public record Timeouts(Duration idle, Duration absoluteLifetime) {

    public Timeouts {
        if (idle.toMillis() < 1 || absoluteLifetime.toMillis() < 1) {
            throw new IllegalArgumentException("a timeout must be at least one millisecond");
        }
    }

    /** The shorter of each. */
    public Timeouts shorter(Timeouts other) {
        return new Timeouts(min(idle, other.idle), min(absoluteLifetime, other.absoluteLifetime));
    }

    /** When a session ends that was created and last used at these times. */
    public Instant deadline(Instant createdAt, Instant usedAt) {
        Instant idleDeadline = usedAt.plus(idle);
        Instant absoluteDeadline = createdAt.plus(absoluteLifetime);
        return idleDeadline.isBefore(absoluteDeadline) ? idleDeadline : absoluteDeadline;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
