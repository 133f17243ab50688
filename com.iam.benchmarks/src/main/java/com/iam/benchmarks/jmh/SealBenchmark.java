package com.iam.benchmarks.jmh;

import java.util.Optional;
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
import org.openjdk.jmh.annotations.Warmup;

import com.iam.benchmarks.contender.ProductFramework;
import com.iam.benchmarks.contender.Sample;
import com.iam.state.api.Opened;
import com.iam.state.api.SealContext;
import com.iam.state.api.StateEncryption;
import com.iam.state.api.StoredState;
import com.iam.state.support.codec.StateCodec;
import com.iam.state.testkit.States;

/** A state sealed and opened by AES 128 GCM, as the service does it. Sealing derives a key for each session. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SealBenchmark {

    private ProductFramework framework;
    private StateEncryption encryption;
    private SealContext context;
    private byte[] plain;
    private byte[] sealed;

    @Setup
    public void start() {
        framework = ProductFramework.start();
        framework.configure("com.iam.state.crypto.aes128gcm-main.config", ".secretKey=\"MDEyMzQ1Njc4OWFiY2RlZg\\=\\=\"");
        encryption = framework.service(StateEncryption.class, "(name=main)");
        StoredState stored = States.of("login", Sample.stateOf("user00000001"), States.LONG);
        context = new SealContext("iam", stored.key(), stored.secretHash(), stored.revision(), stored.writeId(),
                Optional.of(encryption.tokens("iam", "login", "user00000001").get(0)), stored.createdAt(), stored.timeouts());
        plain = StateCodec.encode(stored.state());
        sealed = encryption.seal(plain, context);
    }

    @TearDown
    public void stop() {
        framework.close();
    }

    @Benchmark
    public byte[] seal() {
        return encryption.seal(plain, context);
    }

    @Benchmark
    public Opened open() {
        return encryption.open(sealed, context);
    }
}
