package com.iam.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import com.iam.benchmarks.contender.Contender;
import com.iam.benchmarks.contender.Entrant;
import com.iam.benchmarks.contender.Sample;
import com.iam.state.testkit.RedisEndpoint;

/** A steady stream of visits, each a session from its beginning to its end: what is left of them in this process? */
public final class Soak {

    private static final int SAMPLES = 12;
    private static final int THREADS = 4;
    private static final int RUSHING = 16;
    private static final int REQUESTS_IN_A_VISIT = 10;
    private static final double VISITS_PER_SECOND = 50;

    private final Duration length;

    public Soak(Duration length) {
        this.length = length;
    }

    /** @param heap bytes in use after a collection, at equal intervals */
    public record Result(Duration length, double requestsPerSecond, long failed, List<Long> heap) {

        public Result {
            heap = List.copyOf(heap);
        }

        /** The middle of the last third of the samples less that of the first. */
        public double growth() {
            int third = heap.size() / 3;
            return median(heap.subList(heap.size() - third, heap.size())) - median(heap.subList(0, third));
        }

        private static double median(List<Long> values) {
            return Rounds.median(values.stream().mapToDouble(Long::doubleValue).toArray());
        }
    }

    public Result run(RedisEndpoint redis, Progress progress) {
        try (Load load = new Load(); Contender<?> contender = Entrant.PRODUCT.open(redis)) {
            progress.step(rush(), "many short visits before the steady load");
            load.run(RUSHING, new Load.Time(Duration.ZERO, rush()), shortVisits(contender));
            Requests visits = visits(contender);
            List<Long> heap = new ArrayList<>();
            double perSecond = 0;
            long failed = 0;
            for (int i = 0; i < SAMPLES; i++) {
                progress.step(part(), "steady load, part " + (i + 1) + " of " + SAMPLES);
                Measured measured = load.run(THREADS, new Load.Time(Duration.ZERO, part()), visits);
                perSecond += measured.perSecond() * REQUESTS_IN_A_VISIT / SAMPLES;
                failed += measured.failed();
                heap.add(Memory.usedHeap());
            }
            return new Result(length, perSecond, failed, heap);
        }
    }

    public Duration planned() {
        return length.plus(rush());
    }

    private Duration part() {
        return length.dividedBy(SAMPLES);
    }

    /** Not counted: what is allocated once, and tables of fixed size that fill up. They have room for some 30,000 sessions. */
    private Duration rush() {
        return length.dividedBy(3);
    }

    private static <S> Requests shortVisits(Contender<S> contender) {
        return (thread, number) -> {
            S session = contender.create("user" + thread);
            contender.read(session);
            contender.delete(session);
        };
    }

    private static <S> Requests visits(Contender<S> contender) {
        long interval = Math.round(1e9 * THREADS / VISITS_PER_SECOND);
        return (thread, number) -> {
            long next = System.nanoTime() + interval;
            S session = contender.create("user" + thread);
            for (int i = 0; i < REQUESTS_IN_A_VISIT; i++) {
                if (i % 3 == 0) {
                    contender.write(session, Sample.value(number * REQUESTS_IN_A_VISIT + i));
                } else {
                    contender.read(session);
                }
            }
            contender.delete(session);
            LockSupport.parkNanos(next - System.nanoTime());
        };
    }
}
