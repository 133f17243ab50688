package com.iam.state.redis.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.support.threads.Threads;

/**
 * What is done for a repository in the background: indexes are swept, sessions counted by their keys, those under older keys
 * sealed again, and ends sent again that a fail-over may undo. A fault of one of these is told and keeps none of them from being tried again.
 */
final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    /** Between two looks for sessions under older keys: instances that still write under them may come to it later. */
    private static final Duration RESEAL = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofMillis(500);
    /** Counting shall take Redis no more than a 50th of its time, as far as the report shall not be older than this. */
    private static final Duration FIRST_COUNT = Duration.ofSeconds(1);
    private static final Duration COUNT = Duration.ofSeconds(10);
    private static final Duration SELDOM = Duration.ofSeconds(30);
    private static final long SHARE = 50;
    private static final Duration LEAVING = Duration.ofMillis(500);

    /** Sweeps and counts. */
    private final ScheduledExecutorService sweeps = Threads.scheduler("iam-redis-sweep");
    /** May be busy for minutes. */
    private final ScheduledExecutorService reseals = Threads.scheduler("iam-redis-reseal");
    private final ScheduledExecutorService ends = Threads.scheduler("iam-redis-ends");
    private final KeyCensus census = new KeyCensus(new SecureRandom());
    private final RedisStateRepository repository;
    private final EncryptionBinding binding;
    private final Resealing resealing;
    private volatile RedisSettings settings;
    private ScheduledFuture<?> sweeping;
    private boolean sweepFailed;

    Upkeep(RedisStateRepository repository, EncryptionBinding binding, RedisSettings settings) {
        this.repository = repository;
        this.binding = binding;
        this.settings = settings;
        this.resealing = new Resealing(repository, deadline -> binding.store().modules(deadline));
        sweepEvery(settings.sweepInterval());
        sweeps.schedule(this::count, FIRST_COUNT.toMillis(), TimeUnit.MILLISECONDS);
        ends.scheduleWithFixedDelay(this::endAgain, END.toMillis(), END.toMillis(), TimeUnit.MILLISECONDS);
        reseals.scheduleWithFixedDelay(this::reseal, RESEAL.toMillis(), RESEAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Counts soon, and not in its turn. */
    void countNow() {
        try {
            sweeps.execute(this::countOnce);
        } catch (RejectedExecutionException e) {
            LOG.debug("The repository has been closed", e);
        }
    }

    /** By one thread at a time. */
    void configure(RedisSettings next) {
        boolean otherInterval = !next.sweepInterval().equals(settings.sweepInterval());
        settings = next;
        if (otherInterval) {
            sweeping.cancel(false);
            sweepEvery(next.sweepInterval());
        }
    }

    /** To be followed by the end of the connection, through which others are told that this instance seals no more. */
    @Override
    public void close() {
        sweeps.shutdownNow();
        reseals.shutdownNow();
        ends.shutdownNow();
        census.leave(binding.store(), Deadline.after(LEAVING));
    }

    private void sweepEvery(Duration interval) {
        sweeping = sweeps.scheduleWithFixedDelay(() -> sweep(interval), interval.toMillis(), interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void count() {
        long began = System.nanoTime();
        countOnce();
        Duration pause = Duration.ofNanos(SHARE * (System.nanoTime() - began));
        pause = pause.compareTo(COUNT) < 0 ? COUNT : pause.compareTo(SELDOM) > 0 ? SELDOM : pause;
        try {
            sweeps.schedule(this::count, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The repository has been closed", e);
        }
    }

    private void countOnce() {
        try {
            binding.bound().ifPresent(bound ->
                    repository.report(census.take(binding.store(), bound, Deadline.after(COUNT))));
        } catch (StateUnavailableException e) {
            LOG.debug("Counting in {} failed: {}", binding.location(), e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Counting in {} failed", binding.location(), e);
        }
    }

    private void reseal() {
        int perSecond = settings.resealPerSecond();
        if (perSecond == 0) {
            return;
        }
        try {
            resealing.pass(perSecond);
        } catch (StateUnavailableException e) {
            LOG.debug("Sealing again in {} pauses: {}", binding.location(), e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Sealing again in {} failed", binding.location(), e);
        }
    }

    private void endAgain() {
        try {
            repository.endAgain();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Ends of sessions in {} could not be sent again", binding.location(), e);
        }
    }

    /** One line when it stops working, and one when it works again. */
    private void sweep(Duration limit) {
        try {
            repository.tidy();
            // A file that cannot be used shall be known before it is needed.
            binding.store().certificates().refresh();
            binding.store().sweep(Deadline.after(limit));
            if (sweepFailed) {
                LOG.info("Sweeping {} works again", binding.location());
            }
            sweepFailed = false;
        } catch (StateUnavailableException e) {
            if (!sweepFailed) {
                LOG.warn("Cannot sweep {}: {}", binding.location(), e.getMessage());
            }
            sweepFailed = true;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Sweeping {} failed", binding.location(), e);
        }
    }
}
