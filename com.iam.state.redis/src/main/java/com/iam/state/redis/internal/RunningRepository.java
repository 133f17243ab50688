package com.iam.state.redis.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.ConfigurationProblem;
import com.iam.state.api.Deadline;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.support.config.ProblemReporter;
import com.iam.state.support.config.Settings;
import com.iam.state.support.gate.Gate;

/**
 * A repository with what keeps it going: a thread that swaps and one that sweeps. Settings come from one thread at a
 * time; encryptions may come and go on any.
 */
final class RunningRepository implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRepository.class);
    /** A provider that is being started or replaced is not reported as missing. */
    private static final Duration QUIET = Duration.ofSeconds(2);
    /** What keeps an encryption from being adopted may pass: the sessions under the old key end. */
    private static final Duration BETWEEN_TRIALS = Duration.ofMinutes(1);

    /** Between two looks for sessions under older keys: instances that still write under them may come to it later. */
    private static final Duration RESEAL = Duration.ofSeconds(10);
    /** Counting shall take Redis no more than a 50th of its time, as far as the report shall not be older than this. */
    private static final Duration FIRST_COUNT = Duration.ofSeconds(1);
    private static final Duration COUNT = Duration.ofSeconds(10);
    private static final Duration SELDOM = Duration.ofSeconds(30);
    private static final long SHARE = 50;
    private static final Duration LEAVING = Duration.ofMillis(500);

    private final ScheduledExecutorService swaps = thread("iam-redis-swap");
    private final ScheduledExecutorService sweeps = thread("iam-redis-sweep");
    private final ScheduledExecutorService reseals = thread("iam-redis-reseal");
    private final ProblemReporter problems;
    private final Gate<Backend> gate;
    private final EncryptionBinding binding;
    private final RedisStateRepository repository;
    private final Resealing resealing;
    private final KeyCensus census = new KeyCensus(new SecureRandom());
    private volatile Settings source;
    private volatile Deadline quiet = Deadline.after(QUIET);
    private volatile RedisSettings settings;
    private ScheduledFuture<?> sweeping;
    private ScheduledFuture<?> nextTrial;
    private boolean sweepFailed;

    /** @param source of the settings, for messages */
    RunningRepository(RedisSettings settings, Settings source, Map<Long, Candidate> candidates, ProblemReporter problems) {
        this.settings = settings;
        this.source = source;
        this.problems = problems;
        this.gate = new Gate<>("no state encryption that matches encryption.target", settings.swapping());
        this.binding = new EncryptionBinding(gate, candidates, settings, store(settings));
        this.repository = new RedisStateRepository(settings.name(), gate, binding);
        this.resealing = new Resealing(repository, deadline -> binding.store().modules(deadline));
        binding.settle();
        settle();
        sweepEvery(settings.sweepInterval());
        sweeps.schedule(this::count, FIRST_COUNT.toMillis(), TimeUnit.MILLISECONDS);
        reseals.scheduleWithFixedDelay(this::reseal, RESEAL.toMillis(), RESEAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    RedisStateRepository repository() {
        return repository;
    }

    void reconfigure(RedisSettings next, Settings nextSource) {
        RedisSettings previous = settings;
        settings = next;
        source = nextSource;
        repository.rename(next.name());
        gate.limit(next.swapping());
        if (!next.sameClient(previous)) {
            RedisStore store = store(next);
            submit(() -> exchange(store, previous.responseTimeout()));
        }
        binding.configure(next);
        settle();
        if (!next.sweepInterval().equals(previous.sweepInterval())) {
            sweeping.cancel(false);
            sweepEvery(next.sweepInterval());
        }
    }

    /** Binds the encryption that should be bound, soon. */
    void settle() {
        submit(this::settleNow);
    }

    /** When it returns, no new call uses the encryption that goes away; see {@link EncryptionBinding#remove}. */
    void remove(long id, boolean replaced) {
        quiet = Deadline.after(QUIET);
        binding.remove(id, replaced);
        settle();
    }

    @Override
    public void close() {
        swaps.shutdownNow();
        sweeps.shutdownNow();
        reseals.shutdownNow();
        gate.close();
        census.leave(binding.store(), Deadline.after(LEAVING));
        binding.store().link().close();
        problems.clear();
    }

    private void settleNow() {
        Optional<String> problem = binding.settle();
        if (nextTrial != null) {
            nextTrial.cancel(false);
        }
        if (problem.isEmpty()) {
            problems.clear();
        } else if (binding.bound().isEmpty() && !quiet.hasPassed()) {
            nextTrial = swaps.schedule(this::settleNow, quiet.remaining().toMillis() + 1, TimeUnit.MILLISECONDS);
        } else {
            problems.report(new ConfigurationProblem(source.pid(), source.source(), RedisSettings.ENCRYPTION_TARGET,
                    problem.get(), binding.bound().map(bound -> bound.label() + " stays in force")
                            .orElse("requests wait for a state encryption and fail")));
            Duration pause = binding.bound().isPresent() ? BETWEEN_TRIALS : QUIET;
            nextTrial = swaps.schedule(this::settleNow, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void exchange(RedisStore next, Duration responseTimeout) {
        RedisStore previous = binding.store();
        boolean drained = binding.exchange(next);
        LOG.info("State is now in {}", next.location());
        swaps.schedule(previous.link()::close, drained ? 0 : responseTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweepEvery(Duration interval) {
        sweeping = sweeps.scheduleWithFixedDelay(() -> sweep(interval), interval.toMillis(), interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void count() {
        long began = System.nanoTime();
        try {
            binding.bound().ifPresent(bound ->
                    repository.report(census.take(binding.store(), bound, Deadline.after(COUNT))));
        } catch (StateUnavailableException e) {
            LOG.debug("Counting in {} failed: {}", binding.location(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Counting in {} failed", binding.location(), e);
        }
        Duration pause = Duration.ofNanos(SHARE * (System.nanoTime() - began));
        pause = pause.compareTo(COUNT) < 0 ? COUNT : pause.compareTo(SELDOM) > 0 ? SELDOM : pause;
        try {
            sweeps.schedule(this::count, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The repository has been closed", e);
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
        } catch (RuntimeException e) {
            LOG.error("Sealing again in {} failed", binding.location(), e);
        }
    }

    /** One line when it stops working, and one when it works again. */
    private void sweep(Duration limit) {
        try {
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
        } catch (RuntimeException e) {
            LOG.error("Sweeping {} failed", binding.location(), e);
        }
    }

    private void submit(Runnable task) {
        try {
            swaps.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The repository has been closed", e);
        }
    }

    private static RedisStore store(RedisSettings settings) {
        return RedisStore.connect(settings);
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
