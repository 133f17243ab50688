package com.iam.benchmarks.measure;

import java.io.PrintStream;
import java.time.Duration;

/** Says on the terminal what is going on, and about how long everything will still take. */
public final class Progress {

    private final PrintStream console;
    private final long planned;
    private final long begin = System.nanoTime();
    private long done;
    private long current;

    /** @param planned the times of all steps together; real ones may differ by one factor for all */
    public Progress(PrintStream console, Duration planned) {
        this.console = console;
        this.planned = planned.toMillis();
    }

    /** Begins a step, which ends the one before. */
    public void step(Duration length, String what) {
        done += current;
        current = length.toMillis();
        double factor = done == 0 ? 1 : (System.nanoTime() - begin) / 1e6 / done;
        long left = Math.round(Math.max(0, planned - done) * factor / 1000);
        console.printf("[%3d %%, %d:%02d left] %s%n", Math.min(100, done * 100 / planned), left / 60, left % 60, what);
    }
}
