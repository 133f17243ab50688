package com.iam.support.time;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time as it was when this was made, and what has passed since: setting the clock of the machine moves it neither forth nor back.
 * For waits and deadlines of one process. Any thread may call.
 */
public final class SteadyTime implements InstantSource {

    private final Instant begun;
    private final long begunNanos;
    private final LongSupplier nanoTime;

    /** From now on, by {@link System#nanoTime()}. */
    public SteadyTime() {
        this(InstantSource.system(), System::nanoTime);
    }

    SteadyTime(InstantSource clock, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begunNanos = nanoTime.getAsLong();
        this.begun = clock.instant();
    }

    @Override
    public Instant instant() {
        return begun.plusNanos(nanoTime.getAsLong() - begunNanos);
    }
}
