package com.iam.benchmarks.jmh;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import com.iam.benchmarks.contender.Sample;
import com.iam.state.api.SessionState;
import com.iam.state.support.codec.MalformedStateException;
import com.iam.state.support.codec.StateCodec;

/** A state to bytes and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {

    private final SessionState state = Sample.stateOf("user00000001");
    private final byte[] encoded = StateCodec.encode(state);

    @Benchmark
    public byte[] encode() {
        return StateCodec.encode(state);
    }

    @Benchmark
    public SessionState decode() throws MalformedStateException {
        return StateCodec.decode(encoded);
    }
}
