package com.iam.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

        public Duration total() {
            return warmUp.plus(measured);
        }
    }

    private record Part(Histogram latencies, long failed, Exception failure) {
    }

    /** @throws IllegalStateException if more than one request of a hundred failed: then the figures say nothing */
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
        Histogram latencies = new Histogram(3);
        long failed = 0;
        Exception failure = null;
        try {
            for (Future<Part> each : running) {
                Part part = each.get();
                latencies.add(part.latencies());
                failed += part.failed();
                failure = part.failure() == null ? failure : part.failure();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a load was broken off", e);
        }
        if (failed * 100 > latencies.getTotalCount()) {
            throw new IllegalStateException(failed + " requests failed", failure);
        }
        return Measured.of(latencies, time.measured().toNanos(), failed);
    }

    private static Part send(int thread, Time time, Requests requests) {
        Histogram latencies = new Histogram(3);
        long failed = 0;
        Exception failure = null;
        long begin = System.nanoTime();
        long counted = begin + time.warmUp().toNanos();
        long end = counted + time.measured().toNanos();
        long before = begin;
        for (long n = 0; before < end; n++) {
            try {
                requests.send(thread, n);
            } catch (Exception e) {
                failed++;
                failure = e;
            }
            long after = System.nanoTime();
            if (before >= counted) {
                latencies.recordValue(after - before);
            }
            before = after;
        }
        return new Part(latencies, failed, failure);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
