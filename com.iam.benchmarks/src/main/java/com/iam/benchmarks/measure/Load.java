package com.iam.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.HdrHistogram.Histogram;

/** Threads that send one request after the other. They stay, so that a connection of a thread is opened once. */
public final class Load implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    });

    /** @param warmUp what passes before anything is counted */
    public record Time(Duration warmUp, Duration measured) {

        Time times(int factor) {
            return new Time(warmUp.multipliedBy(factor), measured.multipliedBy(factor));
        }

        public Duration total() {
            return warmUp.plus(measured);
        }
    }

    /** @param begin and {@code end}: when counting began and ended, which a slow request may delay */
    private record Part(Histogram latencies, long failed, Exception failure, long begin, long end) {
    }

    /**
     * Requests that fail do not count, but for their number.
     *
     * @throws IllegalStateException if none succeeded
     */
    public Measured run(int number, Time time, Requests requests) {
        CyclicBarrier start = new CyclicBarrier(number);
        List<Future<Part>> running = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int thread = i;
            running.add(threads.submit(() -> {
                start.await();
                return send(thread, time, requests);
            }));
        }
        List<Part> parts = new ArrayList<>();
        try {
            for (Future<Part> each : running) {
                parts.add(each.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a load was broken off", e);
        }
        return together(parts);
    }

    private static Measured together(List<Part> parts) {
        Histogram latencies = new Histogram(3);
        parts.forEach(part -> latencies.add(part.latencies()));
        long failed = parts.stream().mapToLong(Part::failed).sum();
        if (latencies.getTotalCount() == 0) {
            throw new IllegalStateException(failed + " requests failed and none succeeded",
                    parts.stream().map(Part::failure).filter(Objects::nonNull).findFirst().orElse(null));
        }
        long begin = parts.stream().mapToLong(Part::begin).min().orElseThrow();
        long end = parts.stream().mapToLong(Part::end).max().orElseThrow();
        return Measured.of(latencies, end - begin, failed);
    }

    private static Part send(int thread, Time time, Requests requests) {
        Histogram latencies = new Histogram(3);
        long failed = 0;
        Exception failure = null;
        long counted = System.nanoTime() + time.warmUp().toNanos();
        long end = counted + time.measured().toNanos();
        long before = System.nanoTime();
        // However slow it is, each thread has something to tell.
        for (long n = 0; before < end || latencies.getTotalCount() + failed == 0; n++) {
            boolean counts = before >= counted;
            try {
                requests.send(thread, n);
            } catch (Exception e) {
                failed += counts ? 1 : 0;
                failure = e;
                counts = false;
            }
            long after = System.nanoTime();
            if (counts) {
                latencies.recordValue(after - before);
            }
            before = after;
        }
        return new Part(latencies, failed, failure, counted, before);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
