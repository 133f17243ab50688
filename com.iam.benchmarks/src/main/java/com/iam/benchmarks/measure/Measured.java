package com.iam.benchmarks.measure;

import org.HdrHistogram.Histogram;

/**
 * What one round gave.
 *
 * @param p50 and {@code p99}: microseconds of a request
 * @param failed requests that threw
 */
public record Measured(double perSecond, double p50, double p99, long failed) {

    static Measured of(Histogram latencies, long nanos, long failed) {
        return new Measured(latencies.getTotalCount() * 1e9 / nanos, latencies.getValueAtPercentile(50) / 1e3,
                latencies.getValueAtPercentile(99) / 1e3, failed);
    }
}
