package com.iam.benchmarks.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.Warmup;

import com.iam.benchmarks.contender.ProductFramework;
import com.iam.benchmarks.contender.Sample;
import com.iam.state.api.Bytes;
import com.iam.state.api.provider.Opened;
import com.iam.state.api.provider.SealContext;
import com.iam.state.api.provider.StateEncryption;
import com.iam.state.api.provider.StoredState;
import com.iam.state.support.codec.StateCodec;
import com.iam.state.testkit.States;

/** States sealed and opened by AES 128 GCM, as the service does it. Each session has a key of its own, which is derived. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SealBenchmark {

    /** More than anybody remembers keys of. */
    private static final int SESSIONS = 10_000;

    private record Session(SealContext context, byte[] sealed) {
    }

    private final List<Session> sessions = new ArrayList<>();
    private ProductFramework framework;
    private StateEncryption encryption;
    private byte[] plain;

    @Setup
    public void start() {
        framework = ProductFramework.start();
        framework.configure("com.iam.state.crypto.aes128gcm-main.config", ".secretKey=\"MDEyMzQ1Njc4OWFiY2RlZg\\=\\=\"");
        encryption = framework.service(StateEncryption.class, "(name=main)");
        plain = StateCodec.encode(Sample.stateOf("user00000001"));
        Bytes token = encryption.tokens("iam", "login", "user00000001").get(0);
        for (int i = 0; i < SESSIONS; i++) {
            StoredState stored = States.of("login", Sample.stateOf("user00000001"), States.LONG);
            SealContext context = new SealContext("iam", stored.key(), stored.secretHash(), stored.revision(), stored.writeId(),
                    Optional.of(token), stored.createdAt(), stored.timeouts());
            sessions.add(new Session(context, encryption.seal(plain, context)));
        }
    }

    @TearDown
    public void stop() {
        framework.close();
    }

    @Benchmark
    public byte[] seal() {
        return encryption.seal(plain, any().context());
    }

    @Benchmark
    public Opened open() {
        Session session = any();
        return encryption.open(session.sealed(), session.context());
    }

    /** As in a request that changes its session. */
    @Benchmark
    public byte[] openAndSeal() {
        Session session = any();
        Opened.Plain opened = (Opened.Plain) encryption.open(session.sealed(), session.context());
        return encryption.seal(opened.content(), session.context());
    }

    private Session any() {
        return sessions.get(ThreadLocalRandom.current().nextInt(SESSIONS));
    }
}
