package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.support.gate.Gate;

/**
 * Holds the connection and the encryption that stand behind the gate, and exchanges them. Its lock keeps one exchange
 * from another, and is held while an encryption is tried out, while Redis is asked and while calls drain, some five seconds at the
 * most; nobody holds it while calling the framework, and no call of a repository needs it.
 */
final class EncryptionBinding {

    private static final Logger LOG = LoggerFactory.getLogger(EncryptionBinding.class);
    private static final Duration DRAIN = Duration.ofSeconds(1);
    private static final Duration ASK = Duration.ofSeconds(1);
    static final Duration REHEARSAL = Duration.ofSeconds(3);

    private final Map<Long, Candidate> candidates;
    private final ReentrantLock lock = new ReentrantLock();
    private final Gate<Backend> gate;
    private volatile RedisSettings settings;
    private volatile RedisStore store;
    /** What stands behind the gate; null while it is closed for want of an encryption. */
    private volatile Candidate bound;
    /** What stood there before, for as long as nothing does: what lives in Redis is still under its keys. */
    private Candidate last;
    private volatile boolean awaitsRedis;
    private volatile Optional<Candidate> refused = Optional.empty();

    /** @param candidates by the id of the service; the owner adds to them, a concurrent map, and then has them settled */
    EncryptionBinding(Gate<Backend> gate, Map<Long, Candidate> candidates, RedisSettings settings,
            RedisStore store) {
        this.gate = gate;
        this.candidates = candidates;
        this.settings = settings;
        this.store = store;
    }

    Optional<Candidate> bound() {
        return Optional.ofNullable(bound);
    }

    String location() {
        return store.location();
    }

    RedisStore store() {
        return store;
    }

    Set<String> abandonedKeys() {
        return settings.abandonedKeys();
    }

    /** To be followed by {@link #settle()}. Does not block. */
    void configure(RedisSettings next) {
        settings = next;
    }

    /** Puts another connection behind the gate. Returns whether no call uses the previous one any more. */
    boolean exchange(RedisStore next) {
        lock.lock();
        try {
            store = next;
            if (bound == null) {
                return gate.drain(Duration.ZERO);
            }
            gate.close();
            boolean drained = gate.drain(DRAIN);
            gate.open(Backend.of(next, bound));
            return drained;
        } finally {
            lock.unlock();
        }
    }

    /** Binds what should be bound. Returns what keeps it from doing so, in one sentence, if anything does. */
    Optional<String> settle() {
        return settle(false);
    }

    /** @param patient whether to wait for an encryption that opens most of what lives in Redis, as while an instance starts */
    Optional<String> settle(boolean patient) {
        lock.lock();
        try {
            return choose(patient);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A candidate goes away. When this returns, no new call uses it, unless it was replaced by one that cannot take over.
     *
     * @param replaced whether its provider lives on, so that another one by it is new settings and no want of a provider
     */
    Optional<String> remove(long id, boolean replaced) {
        lock.lock();
        try {
            candidates.remove(id);
            boolean inUse = bound != null && !candidates.containsKey(bound.id());
            if (!inUse) {
                return Optional.empty();
            }
            Optional<String> problem = choose(false);
            boolean keep = replaced && !matching().isEmpty();
            if (bound != null && !candidates.containsKey(bound.id()) && !keep) {
                gate.close();
                last = bound;
                bound = null;
                LOG.info("{} has gone: requests wait for another state encryption", last.label());
            }
            return problem;
        } finally {
            lock.unlock();
        }
    }

    private List<Candidate> matching() {
        return EncryptionChoice.matching(candidates.values(), settings.encryptionTarget(), bound == null ? -1 : bound.id());
    }

    /** Whether nothing is bound for the sole reason that Redis has not said what lives there. */
    boolean awaitsRedis() {
        return awaitsRedis;
    }

    /** The new settings of what is bound, if it is those that were refused. */
    Optional<Candidate> refusedSettings() {
        Candidate present = bound;
        return refused.filter(candidate -> present != null && candidate.label().equals(present.label()));
    }

    /** Empty unless the filter matches several encryptions. */
    Optional<String> ambiguity() {
        return EncryptionChoice.ambiguity(matching());
    }

    private Optional<String> choose(boolean patient) {
        awaitsRedis = false;
        refused = Optional.empty();
        List<Candidate> matching = matching();
        if (matching.isEmpty()) {
            return Optional.of("matches no state encryption");
        }
        if (bound != null && matching.get(0).id() == bound.id()) {
            bound = matching.get(0);
            return Optional.empty();
        }
        if (bound == null && last == null && (patient || matching.size() > 1)) {
            Map<String, Long> live;
            try {
                live = store.sessionsByKey(Deadline.after(ASK));
            } catch (StateUnavailableException e) {
                awaitsRedis = true;
                return Optional.of(EncryptionChoice.ambiguity(matching).map(several -> several + "; ").orElse("")
                        + "which one opens the live sessions cannot be known: " + e.getMessage());
            }
            Map<Candidate, Long> lost = lost(matching, live);
            matching = matching.stream().sorted(Comparator.comparing(lost::get)).toList();
            long least = lost.get(matching.get(0));
            // Fewer may be left from a key that is gone, or be planted: they must not hold up all others.
            if (patient && least > live.values().stream().mapToLong(Long::longValue).sum() / 2) {
                return Optional.of("chooses " + matching.get(0).label() + ", which does not open " + least + " of the live sessions");
            }
        }
        Optional<String> problem = Optional.empty();
        for (Candidate candidate : matching) {
            Optional<String> refusal = adopt(candidate);
            refused = refused.or(() -> refusal.map(unused -> candidate));
            if (refusal.isEmpty()) {
                return Optional.empty();
            }
            problem = problem.or(() -> refusal);
        }
        return problem;
    }

    /** By what they would lose; those that cannot be used at all come last. */
    private Map<Candidate, Long> lost(List<Candidate> matching, Map<String, Long> live) {
        Map<Candidate, Long> lost = new HashMap<>();
        for (Candidate each : matching) {
            boolean fit = each.guarded().rehearse(REHEARSAL).isEmpty();
            lost.put(each, fit ? EncryptionChoice.lost(live, each.opens(), settings.abandonedKeys()) : Long.MAX_VALUE);
        }
        return lost;
    }

    /** Returns why not, if the sessions that live would not survive it. */
    private Optional<String> adopt(Candidate next) {
        Optional<String> unfit = next.guarded().rehearse(REHEARSAL);
        if (unfit.isPresent()) {
            return Optional.of("chooses " + next.label() + ", which cannot be used: " + unfit.get());
        }
        Optional<Candidate> previous = Optional.ofNullable(bound).or(() -> Optional.ofNullable(last));
        Set<String> missing = Adoption.missing(previous, next, settings.abandonedKeys());
        if (missing.isEmpty()) {
            gate.close();
            gate.drain(DRAIN);
            bind(next);
            return Optional.empty();
        }
        Optional<String> refusal = refusal(missing, next);
        if (refusal.isEmpty()) {
            // Once more, since a session may have begun under the old key while Redis was asked.
            gate.close();
            refusal = gate.drain(DRAIN) ? refusal(missing, next) : Optional.of("requests that use the old key are still under way");
            if (refusal.isEmpty()) {
                bind(next);
            } else if (bound != null) {
                gate.open(Backend.of(store, bound));
            }
        }
        return refusal;
    }

    private Optional<String> refusal(Set<String> missing, Candidate next) {
        return Adoption.refusal(missing, next, ids -> store.sessionsUnder(ids, Deadline.after(ASK)));
    }

    private void bind(Candidate next) {
        bound = next;
        last = null;
        gate.open(Backend.of(store, next));
        LOG.info("State in {} is sealed by {}", store.location(), next.label());
        next.guarded().warning().ifPresent(warning -> LOG.warn("{}: {}", next.label(), warning));
    }
}
