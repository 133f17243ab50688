package com.iam.benchmarks.measure;

/** A workload on a number of threads. */
public record Cell(Workload workload, int threads) {

    @Override
    public String toString() {
        return workload.name() + threads;
    }
}
