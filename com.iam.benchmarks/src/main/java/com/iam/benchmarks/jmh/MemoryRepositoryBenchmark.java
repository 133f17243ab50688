package com.iam.benchmarks.jmh;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import com.iam.benchmarks.contender.Product;
import com.iam.benchmarks.contender.Sample;
import com.iam.state.api.SessionToken;

/** A state manager on the memory repository: what a session costs without a network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@Threads(2)
public class MemoryRepositoryBenchmark {

    private static final int SESSIONS = 1000;

    private final SessionToken[] tokens = new SessionToken[SESSIONS];
    private Product product;

    @State(Scope.Thread)
    public static class Counter {
        long next;
    }

    @Setup
    public void start() {
        product = Product.inMemory();
        for (int i = 0; i < SESSIONS; i++) {
            tokens[i] = product.create("user%08d".formatted(i / 10));
        }
    }

    @TearDown
    public void stop() {
        product.close();
    }

    @Benchmark
    public void read() {
        product.read(token());
    }

    @Benchmark
    public void write(Counter counter) {
        product.write(token(), Sample.value(counter.next++));
    }

    private SessionToken token() {
        return tokens[ThreadLocalRandom.current().nextInt(SESSIONS)];
    }
}
