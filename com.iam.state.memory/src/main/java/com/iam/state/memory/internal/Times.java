package com.iam.state.memory.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import com.iam.state.api.provider.StoredState;

/**
 * Deadlines of this process are kept on a scale that moves on evenly, so that setting the clock of the machine
 * neither ends a session nor prolongs it. What is told outside is told by the clock.
 */
record Times(InstantSource steady, InstantSource clock) {

    /** On the steady scale, as all that this repository compares. */
    Instant now() {
        return steady.instant();
    }

    /** When a state was created, on the steady scale: by its age at this moment. */
    Instant begin(StoredState state) {
        return state.createdAt().minus(ahead());
    }

    /** By the clock as it is now. */
    Instant outside(Instant onSteadyScale) {
        return onSteadyScale.plus(ahead());
    }

    /** To the millisecond: the two are not looked at in the same moment. */
    private Duration ahead() {
        return Duration.ofMillis(Math.round(Duration.between(steady.instant(), clock.instant()).toNanos() / 1e6));
    }
}
