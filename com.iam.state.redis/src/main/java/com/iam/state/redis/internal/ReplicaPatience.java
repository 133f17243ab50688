package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long a write waits for replicas. Once they have failed to acknowledge one in time, one write at a time waits as long as
 * configured, to see whether they do again, and the others hardly at all: they would only queue up for connections.
 */
final class ReplicaPatience {

    private static final Duration HARDLY = Duration.ofMillis(10);

    private final AtomicBoolean trying = new AtomicBoolean();
    private final Duration full;
    private volatile boolean lagging;

    ReplicaPatience(Duration full) {
        this.full = full;
    }

    /** @param limit what is left of the caller's time */
    Wait begin(Duration limit) {
        boolean tries = lagging && trying.compareAndSet(false, true);
        Duration wait = lagging && !tries && HARDLY.compareTo(full) < 0 ? HARDLY : full;
        return new Wait(wait.compareTo(limit) < 0 ? wait : limit, tries);
    }

    final class Wait {

        private final Duration time;
        private final boolean tries;

        private Wait(Duration time, boolean tries) {
            this.time = time;
            this.tries = tries;
        }

        /** At least 1 ms: 0 would mean without end. */
        long milliseconds() {
            return Math.max(1, time.toMillis());
        }

        /** To be called in any case. */
        void ended(boolean enough) {
            lagging = !enough;
            if (tries) {
                trying.set(false);
            }
        }
    }
}
