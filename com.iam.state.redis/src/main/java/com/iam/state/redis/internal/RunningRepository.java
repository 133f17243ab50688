package com.iam.state.redis.internal;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.support.config.ProblemReporter;
import com.iam.support.config.Settings;
import com.iam.support.gate.Gate;
import com.iam.support.threads.Threads;

/**
 * A repository with what keeps it going: a thread that swaps, and its {@link Upkeep}. Settings come from one thread at a
 * time; encryptions may come and go on any.
 */
final class RunningRepository implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRepository.class);
    /** A provider that is being started or replaced is not reported as missing. */
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration LONGEST_QUIET = Duration.ofSeconds(8);
    private static final Duration STARTING = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofMillis(200);
    /** What keeps an encryption from being adopted may pass: the sessions under the old key end. */
    private static final Duration BETWEEN_TRIALS = Duration.ofMinutes(1);

    /** Between two looks whether another Redis answers, and how long each waits for it. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ScheduledExecutorService swaps = Threads.scheduler("iam-redis-swap");
    private final ProblemReporter problems;
    private final ProblemReporter connectionProblems;
    private final Gate<Backend> gate;
    private final EncryptionBinding binding;
    private final RedisStateRepository repository;
    private final Upkeep upkeep;
    private final Doubts doubts = new Doubts();
    /** Those that are not closed yet: besides the one in use one that comes, and one that goes. */
    private final Set<RedisStore> stores = ConcurrentHashMap.newKeySet();
    private volatile Settings source;
    private volatile Deadline quiet = Deadline.after(quiet());
    private Optional<Deadline> ambiguousFrom = Optional.empty();
    private RedisSettings settings;
    /** The one that the settings speak of. */
    private volatile RedisStore wanted;
    private ScheduledFuture<?> nextTrial;

    /**
     * @param source of the settings, for messages
     * @param connectionProblems what is wrong with another Redis; {@code problems}: with the encryption
     */
    RunningRepository(RedisSettings settings, Settings source, Map<Long, Candidate> candidates, ProblemReporter problems,
            ProblemReporter connectionProblems) {
        this.settings = settings;
        this.source = source;
        this.problems = problems;
        this.connectionProblems = connectionProblems;
        this.gate = new Gate<>("no state encryption has been chosen yet", settings.swapping());
        this.binding = new EncryptionBinding(gate, candidates, settings, opened(settings));
        this.repository = new RedisStateRepository(settings.name(), gate, binding);
        this.upkeep = new Upkeep(repository, binding, settings);
        settle();
    }

    RedisStateRepository repository() {
        return repository;
    }

    /** The id of the encryption in use; -1 if none is. */
    long bound() {
        return binding.bound().map(Candidate::id).orElse(-1L);
    }

    void reconfigure(RedisSettings next, Settings nextSource) {
        RedisSettings previous = settings;
        settings = next;
        source = nextSource;
        repository.rename(next.name());
        gate.limit(next.swapping());
        if (!next.sameClient(previous)) {
            wanted = opened(next);
            RedisStore store = wanted;
            submit(() -> exchange(store, previous.responseTimeout()));
        }
        binding.configure(next);
        settle();
        upkeep.configure(next);
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
        gate.close();
        upkeep.close();
        // Also what a task that has not been run was to take over, or to close.
        stores.forEach(this::close);
        problems.clear();
        connectionProblems.clear();
    }

    private void settleNow() {
        boolean first = binding.bound().isEmpty();
        Optional<String> problem = binding.settle(!quiet.hasPassed());
        if (nextTrial != null) {
            nextTrial.cancel(false);
        }
        if (first && problem.isEmpty()) {
            // So that readiness knows at once whether it opens what lives.
            upkeep.countNow();
        }
        problem.ifPresent(why -> gate.explain(binding.awaitsRedis()
                ? why
                : "no state encryption can be used: " + RedisSettings.ENCRYPTION_TARGET + " " + why));
        if (problem.isEmpty()) {
            tellAmbiguity();
        } else if (binding.bound().isEmpty() && !quiet.hasPassed()) {
            nextTrial = swaps.schedule(this::settleNow, Math.min(AGAIN.toMillis(), quiet.remaining().toMillis() + 1), TimeUnit.MILLISECONDS);
        } else {
            problems.report(refusal(problem.get()));
            Duration pause = binding.bound().isPresent() ? BETWEEN_TRIALS : QUIET;
            nextTrial = swaps.schedule(this::settleNow, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Names the file that the operator has changed: that of the encryption, or that of the repository. */
    private ConfigurationProblem refusal(String why) {
        String consequence = binding.bound().map(bound -> bound.label() + " stays in force as it was")
                .orElse("requests wait for a state encryption and fail");
        Optional<Candidate> settings = binding.refusedSettings().filter(candidate -> candidate.source().isPresent());
        return settings.isPresent()
                ? new ConfigurationProblem(source.pid(), settings.get().source().get(), settings.get().keysSetting(),
                        "is refused: " + why, consequence)
                : new ConfigurationProblem(source.pid(), source.source(), RedisSettings.ENCRYPTION_TARGET, why, consequence);
    }

    /** One that replaces another is there beside it for a moment: that is no ambiguity. */
    private void tellAmbiguity() {
        Optional<String> ambiguity = binding.ambiguity();
        if (ambiguity.isEmpty()) {
            ambiguousFrom = Optional.empty();
            problems.clear();
            return;
        }
        Deadline from = ambiguousFrom.orElseGet(() -> Deadline.after(QUIET));
        ambiguousFrom = Optional.of(from);
        if (from.hasPassed()) {
            problems.report(new ConfigurationProblem(source.pid(), source.source(), RedisSettings.ENCRYPTION_TARGET, ambiguity.get(),
                    binding.bound().map(Candidate::label).orElse("none") + " is used"));
        } else {
            nextTrial = swaps.schedule(this::settleNow, from.remaining().toMillis() + 1, TimeUnit.MILLISECONDS);
        }
    }

    /** What an instance that starts needs to come together takes longer on a machine that is busy. */
    private static Duration quiet() {
        long up = ManagementFactory.getRuntimeMXBean().getUptime();
        return up < STARTING.toMillis()
                ? Duration.ofMillis(Math.max(QUIET.toMillis(), Math.min(up, LONGEST_QUIET.toMillis())))
                : QUIET;
    }

    /** Once it answers: until then the one in use stays. */
    private void exchange(RedisStore next, Duration responseTimeout) {
        if (next != wanted) {
            close(next);
            return;
        }
        RedisStore previous = binding.store();
        try {
            next.check(Deadline.after(LOOK));
        } catch (StateUnavailableException e) {
            connectionProblems.report(new ConfigurationProblem(source.pid(), source.source(), Topology.settingOf(source),
                    next.location() + " cannot be used yet (" + e.getMessage() + ")", "staying with " + previous.location()));
            swaps.schedule(() -> exchange(next, responseTimeout), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        connectionProblems.clear();
        boolean drained = binding.exchange(next);
        LOG.info("State is now in {}", next.location());
        swaps.schedule(() -> close(previous), drained ? 0 : responseTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void submit(Runnable task) {
        try {
            swaps.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The repository has been closed", e);
        }
    }

    private RedisStore opened(RedisSettings settings) {
        RedisStore store = RedisStore.connect(settings, doubts);
        stores.add(store);
        store.refusals().start();
        return store;
    }

    private void close(RedisStore store) {
        if (stores.remove(store)) {
            store.close();
        }
    }
}
