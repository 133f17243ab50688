package com.iam.benchmarks.measure;

import java.util.function.IntConsumer;

import org.HdrHistogram.Histogram;

/** Measures what one thread does, in time and in round trips. */
record Meter(RedisCounters redis) {

    LifeCycle.Step measure(int number, IntConsumer operation) {
        Histogram latencies = new Histogram(3);
        double trips = redis.tripsOf(number, () -> {
            for (int i = 0; i < number; i++) {
                long before = System.nanoTime();
                operation.accept(i);
                latencies.recordValue(System.nanoTime() - before);
            }
        });
        return new LifeCycle.Step(latencies.getValueAtPercentile(50) / 1e3, trips);
    }
}
