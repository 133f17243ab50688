package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.support.threads.Threads;

/**
 * What Redis refuses though it answers, from when it begins until it is over: found out by a {@link RefusalCheck} at intervals, and by what
 * the callers meet. There is one line for each beginning and one for each end. May be used by any thread.
 */
final class Refusals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    /** What a caller has met is not over at once: another one may meet it soon. */
    private static final Duration RECENT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final RefusalCheck check;
    private final String location;
    private final boolean tellsOfServer;
    private final Duration betweenLooks;
    private final Duration recent;
    private final Consumer<String> began;
    private final Consumer<String> ended;
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Map<Refusal, Long> met = new ConcurrentHashMap<>();
    private final AtomicBoolean hurry = new AtomicBoolean();
    private final ScheduledExecutorService looks = Threads.scheduler("iam-redis-refusals");
    private volatile Map<String, RefusalCheck.Finding> inForce = Map.of();

    /** @param tellsOfServer whether to tell, too, of what a whole server refuses; not if a {@link CircuitBreaker} does */
    Refusals(RefusalCheck check, String location, boolean tellsOfServer) {
        this(check, location, tellsOfServer, BETWEEN_LOOKS, RECENT, line -> LOG.warn("{}", line), line -> LOG.info("{}", line));
    }

    /** @param began is told what begins; {@code ended}: what is over */
    Refusals(RefusalCheck check, String location, boolean tellsOfServer, Duration betweenLooks, Duration recent,
            Consumer<String> began, Consumer<String> ended) {
        this.check = check;
        this.location = location;
        this.tellsOfServer = tellsOfServer;
        this.betweenLooks = betweenLooks;
        this.recent = recent;
        this.began = began;
        this.ended = ended;
    }

    RefusalCheck check() {
        return check;
    }

    /** From now on it looks by itself. */
    void start() {
        looks.scheduleWithFixedDelay(this::look, 0, betweenLooks.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A caller has met this. */
    void met(StateUnavailableException failure) {
        Optional<Refusal> refusal = failure instanceof RefusedException refused ? Optional.of(refused.refusal())
                : failure instanceof UnreachableException unreachable ? unreachable.refusal() : Optional.empty();
        refusal.ifPresent(this::met);
    }

    private void met(Refusal refusal) {
        counts.computeIfAbsent(refusal.label(), label -> new AtomicLong()).incrementAndGet();
        // A value of another type is about one session.
        if (refusal == Refusal.FOREIGN_VALUE || refusal.isOfServer() && !tellsOfServer) {
            return;
        }
        met.put(refusal, System.nanoTime());
        if (!inForce.containsKey(refusal.label()) && hurry.compareAndSet(false, true)) {
            try {
                looks.execute(this::look);
            } catch (RejectedExecutionException e) {
                LOG.debug("The repository has been closed", e);
            }
        }
    }

    /** How often callers have met each, by its label. */
    Map<String, Long> counts() {
        Map<String, Long> present = new TreeMap<>();
        counts.forEach((label, count) -> present.put(label, count.get()));
        return present;
    }

    /** What is in force, in words for operators. */
    List<String> warnings() {
        return inForce.values().stream().map(RefusalCheck.Finding::reason).toList();
    }

    /** @throws StateUnavailableException if log-ins, log-outs or requests fail */
    void check(Deadline deadline) {
        settle(check.run(deadline));
        Optional<RefusalCheck.Finding> hindrance = inForce.values().stream().filter(RefusalCheck.Finding::hinders).findFirst();
        if (hindrance.isPresent()) {
            throw new StateUnavailableException(hindrance.get().reason());
        }
    }

    private void look() {
        hurry.set(false);
        try {
            settle(check.run(Deadline.after(LIMIT)));
        } catch (StateUnavailableException e) {
            // Whether Redis answers at all is for others to say.
            LOG.debug("Redis could not be asked what it refuses: {}", e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("It cannot be found out what Redis refuses ({})", e.getClass().getName());
        }
    }

    private synchronized void settle(List<RefusalCheck.Finding> findings) {
        Map<String, RefusalCheck.Finding> before = inForce;
        Map<String, RefusalCheck.Finding> next = new LinkedHashMap<>();
        findings.forEach(each -> next.put(each.label(), each));
        met.forEach((refusal, at) -> {
            if (Monotonic.isWithin(at, recent)) {
                next.putIfAbsent(refusal.label(),
                        before.getOrDefault(refusal.label(), RefusalCheck.Finding.of(refusal)).withoutHindrance());
            }
        });
        inForce = next;
        before.forEach((label, finding) -> {
            if (!next.containsKey(label)) {
                ended.accept(location + ": this is over: " + finding.reason());
            }
        });
        next.forEach((label, finding) -> {
            if (!before.containsKey(label) || !before.get(label).reason().equals(finding.reason())) {
                began.accept(location + ": " + finding.reason() + finding.consequence());
            }
        });
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
