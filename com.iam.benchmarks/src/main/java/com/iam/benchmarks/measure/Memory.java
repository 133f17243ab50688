package com.iam.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import com.iam.benchmarks.contender.Entrant;
import com.iam.benchmarks.contender.Product;
import com.iam.benchmarks.contender.Sample;
import com.iam.state.support.codec.MalformedStateException;
import com.iam.state.support.codec.StateCodec;
import com.iam.state.testkit.RedisServer;

/** What a session takes, in Redis and in this process. */
public final class Memory {

    private static final int ESTABLISHED = 100;
    /** In a heap something else comes and goes by megabytes, so that it takes more of them. */
    private static final int MORE_IN_HEAP = 4;

    private final int sessions;

    /** @param sessions by which it is measured */
    public Memory(int sessions) {
        this.sessions = sessions;
    }

    /** Bytes a session in a Redis that has nothing else, indexes included. */
    public Map<Entrant, Double> inRedis(List<Entrant> entrants, Progress progress) {
        Map<Entrant, Double> bytes = new EnumMap<>(Entrant.class);
        for (Entrant each : entrants) {
            progress.step(planned(), "bytes a session of " + each.title());
            try (RedisServer redis = RedisServer.start();
                    Populated<?> contender = Populated.open(each, redis.endpoint(), ESTABLISHED)) {
                RedisCounters counters = new RedisCounters(redis.endpoint());
                long before = counters.bytes();
                contender.addSessions(sessions);
                bytes.put(each, (counters.bytes() - before) / (double) sessions);
            }
        }
        return bytes;
    }

    /** Bytes a session in the memory repository. */
    public double inThisProcess(Progress progress) {
        progress.step(planned(), "bytes a session of the memory repository");
        try (Product product = Product.inMemory()) {
            create(product, ESTABLISHED);
            long before = usedHeap();
            create(product, sessionsInHeap());
            return (usedHeap() - before) / (double) sessionsInHeap();
        }
    }

    public int sessionsInHeap() {
        return sessions * MORE_IN_HEAP;
    }

    public Duration planned() {
        return Duration.ofSeconds(2).plusMillis(sessionsInHeap() / 8);
    }

    /** Bytes in use right after the heap was collected. */
    static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** As if each had come from somewhere: no two states share a text. */
    private static void create(Product product, int number) {
        for (int i = 0; i < number; i++) {
            byte[] encoded = StateCodec.encode(Sample.stateOf("user%08d".formatted(i / Populated.PER_USER)));
            try {
                product.create(StateCodec.decode(encoded));
            } catch (MalformedStateException e) {
                throw new IllegalStateException("what was encoded cannot be decoded", e);
            }
        }
    }
}
