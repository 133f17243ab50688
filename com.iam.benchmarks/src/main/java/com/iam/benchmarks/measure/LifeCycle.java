package com.iam.benchmarks.measure;

/** How sessions begin, are found and end, at one thread. */
public record LifeCycle(Step create, Step list, Step delete) {

    /**
     * @param p50 microseconds; NaN if the contender has no such thing
     * @param trips reads that Redis did for one
     */
    public record Step(double p50, double trips) {

        static final Step NONE = new Step(Double.NaN, Double.NaN);
    }
}
