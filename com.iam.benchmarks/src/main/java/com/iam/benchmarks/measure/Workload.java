package com.iam.benchmarks.measure;

/** What requests do. */
public enum Workload {

    /** Each loads and touches its session, changes one attribute and saves. */
    W(1),
    /** Nine of ten only load and touch. */
    R(10);

    private final int writeEvery;

    Workload(int writeEvery) {
        this.writeEvery = writeEvery;
    }

    boolean writes(long number) {
        return number % writeEvery == 0;
    }
}
