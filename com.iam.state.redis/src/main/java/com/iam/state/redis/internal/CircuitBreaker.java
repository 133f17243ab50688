package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;

/**
 * Lets calls through while Redis answers. After {@value #FAILURES} calls in a row that Redis did not answer, or one that it
 * answered with the word that it serves nothing, it refuses them at once: a caller who waits for a server that is away only uses
 * up a thread. Then one probe at a time, at jittered intervals of {@link #SHORTEST} to {@link #LONGEST}, looks whether Redis is
 * back; no caller ever is the probe. May be used by any thread; the call itself runs outside any lock.
 */
final class CircuitBreaker implements AutoCloseable {

    /** Runs a task once, later; a breaker has at most one task under way. */
    interface Timer extends AutoCloseable {

        void later(Runnable task, Duration delay);

        @Override
        void close();
    }

    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);

    static final int FAILURES = 5;
    static final Duration SHORTEST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(2);

    private final Runnable probe;
    private final Timer timer;
    private final DoubleSupplier random;
    private final Consumer<String> news;
    private int failures;
    private int probes;
    private String reason;
    private boolean closed;

    /**
     * @param probe throws an {@link UnreachableException} while Redis does not answer
     * @param random from 0 to 1
     * @param news is told when the breaker opens and closes
     */
    CircuitBreaker(Runnable probe, Timer timer, DoubleSupplier random, Consumer<String> news) {
        this.probe = probe;
        this.timer = timer;
        this.random = random;
        this.news = news;
    }

    /** @throws StateUnavailableException at once while the breaker is open; then nothing was sent */
    <R> R call(Supplier<R> call) {
        refuseIfOpen();
        R answer;
        try {
            answer = call.get();
        } catch (UnreachableException e) {
            // What Redis says itself need not be heard several times.
            failed(e.getMessage(), e.refusal().isPresent());
            throw e;
        }
        succeeded();
        return answer;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        timer.close();
    }

    private synchronized void refuseIfOpen() {
        if (reason != null) {
            throw new StateUnavailableException(reason);
        }
    }

    private void failed(String why, boolean surely) {
        synchronized (this) {
            failures = surely ? FAILURES : failures + 1;
            if (closed || reason != null || failures < FAILURES) {
                return;
            }
            reason = why;
            probes = 0;
        }
        news.accept(why + "; calls fail at once until it answers again");
        probeLater();
    }

    /** A late answer to an old call proves nothing once the breaker is open: only a probe closes it. */
    private synchronized void succeeded() {
        if (reason == null) {
            failures = 0;
        }
    }

    private void probeLater() {
        double growing = Math.min(LONGEST.toMillis(), SHORTEST.toMillis() * Math.pow(2, Math.min(probes, 10)));
        double jittered = Math.max(SHORTEST.toMillis(), growing * (0.5 + random.getAsDouble() / 2));
        timer.later(this::probe, Duration.ofMillis((long) jittered));
    }

    private void probe() {
        try {
            probe.run();
        } catch (UnreachableException e) {
            stillAway(e.getMessage());
            return;
        } catch (StateUnavailableException e) {
            // A refusal is an answer: the callers shall hear it themselves.
            LOG.debug("The probe was refused: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("A probe failed", e);
            stillAway("Redis cannot be reached");
            return;
        }
        synchronized (this) {
            if (closed) {
                return;
            }
            reason = null;
            failures = 0;
        }
        news.accept("Redis answers again");
    }

    private void stillAway(String why) {
        synchronized (this) {
            if (closed) {
                return;
            }
            reason = why;
            probes++;
        }
        probeLater();
    }
}
