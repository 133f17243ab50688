package com.iam.benchmarks.jmh;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import com.iam.support.gate.Gate;

/** What it costs a call that its repository may be swapped under it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class GateBenchmark {

    private final long deadline = System.nanoTime() + Duration.ofDays(1).toNanos();
    private final Gate<Integer> gate = new Gate<>("nothing", new Gate.Limits(Duration.ofSeconds(1), 1000));

    public GateBenchmark() {
        gate.open(1);
    }

    @Benchmark
    @Threads(1)
    public int oneThread() {
        return gate.call(deadline, behind -> behind);
    }

    @Benchmark
    @Threads(2)
    public int twoThreads() {
        return gate.call(deadline, behind -> behind);
    }
}
