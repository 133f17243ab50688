package com.iam.state.redis.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.Freshness;
import com.iam.state.api.Page;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.admin.KeyReport;
import com.iam.state.api.admin.RepositoryInfo;
import com.iam.state.api.admin.RepositoryInfo.NearCacheInfo;
import com.iam.state.api.provider.Assurance;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.ClaimedEnd;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.HandOver;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteId;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.support.gate.Gate;
import com.iam.support.gate.GateClosedException;

/**
 * Keeps states in Redis, sealed. Connection and encryption are swapped behind a gate; each call meets one of each.
 * Freezing is local to this process: other instances go on.
 */
final class RedisStateRepository implements StateRepository {

    static final String KIND_REDIS = "redis";

    private static final Logger LOG = LoggerFactory.getLogger(RedisStateRepository.class);
    /** Longer than most writes take, and short enough for a swap during which requests wait. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(2);

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final UnconfirmedEnds unconfirmed = new UnconfirmedEnds(System::nanoTime);
    private final WriteGuard guard = new WriteGuard();
    private final Gate<Backend> gate;
    private final EncryptionBinding binding;
    private volatile String name;
    private volatile Optional<KeyReport> report = Optional.empty();

    RedisStateRepository(String name, Gate<Backend> gate, EncryptionBinding binding) {
        this.name = name;
        this.gate = gate;
        this.binding = binding;
    }

    /** What operators are shown from now on. */
    void report(KeyReport next) {
        report = Optional.of(next);
    }

    void rename(String next) {
        name = next;
    }

    @Override
    public WriteOutcome create(StoredState state, int maximumPerSubject, Deadline deadline) {
        return write(state.key(), deadline, backend -> backend.records().create(state, maximumPerSubject, deadline));
    }

    @Override
    public LoadOutcome load(StateKey key, Timeouts configured, Freshness freshness, Deadline deadline) {
        return write(key, deadline, backend -> backend.records().load(key, configured, true, freshness, deadline));
    }

    @Override
    public LoadOutcome peek(StateKey key, Timeouts configured, Freshness freshness, Deadline deadline) {
        return call(deadline, backend -> backend.records().load(key, configured, false, freshness, deadline));
    }

    @Override
    public WriteOutcome update(StoredState state, Timeouts configured, int maximumPerSubject, Assurance assurance,
            Deadline deadline) {
        return write(state.key(), deadline,
                backend -> backend.records().update(state, configured, maximumPerSubject, assurance, deadline));
    }

    @Override
    public WriteOutcome delete(StateKey key, SessionEnd.Cause cause, Deadline deadline) {
        WriteOutcome outcome = write(key, deadline,
                backend -> backend.records().delete(key, cause, Assurance.REPLICATED, deadline));
        if (outcome instanceof WriteOutcome.Unconfirmed) {
            unconfirmed.add(key, cause);
        }
        return outcome;
    }

    /** Sends again what a fail-over may have undone. */
    void endAgain() {
        unconfirmed.pass(each -> {
            Deadline deadline = Deadline.after(AGAIN);
            return write(each.key(), deadline,
                    backend -> backend.records().delete(each.key(), each.cause(), Assurance.ORDINARY, deadline));
        });
    }

    @Override
    public WriteOutcome adopt(CarriedState carried, Deadline deadline) {
        return write(carried.stored().key(), deadline, backend -> backend.records().adopt(carried, deadline));
    }

    @Override
    public Page<SessionInfo> sessionsOf(String module, String subject, Optional<String> cursor, int limit, Deadline deadline) {
        return call(deadline, backend -> backend.lists().sessionsOf(module, subject, cursor, limit, deadline));
    }

    @Override
    public Page<SessionInfo> page(String module, Optional<String> cursor, int limit, Deadline deadline) {
        return call(deadline, backend -> backend.lists().page(module, cursor, limit, deadline));
    }

    @Override
    public long count(String module, Deadline deadline) {
        return call(deadline, backend -> backend.lists().count(module, deadline));
    }

    @Override
    public List<ClaimedEnd> claimEnds(String module, int limit, Duration lease, Deadline deadline) {
        return call(deadline, backend -> backend.ends().claim(module, limit, lease, deadline));
    }

    @Override
    public void settleEnds(String module, List<ClaimedEnd> ends, Deadline deadline) {
        call(deadline, backend -> {
            backend.ends().settle(module, ends, deadline);
            return null;
        });
    }

    @Override
    public HandOver freeze(String module) {
        if (!guard.freeze(module, LAST_WRITES)) {
            LOG.warn("Module {} is frozen, but some of its writes have not ended yet", module);
        }
        gate.current().ifPresent(backend -> backend.records().empty());
        return new HandOver.Remains();
    }

    @Override
    public void thaw(String module) {
        if (!guard.thaw(module, LAST_WRITES)) {
            LOG.warn("Module {} is served again, but a state of it is still being released", module);
        }
    }

    /** Lets go of what is kept for nobody. */
    void tidy() {
        gate.current().ifPresent(backend -> backend.records().tidy());
    }

    @Override
    public void release(StateKey key, Deadline deadline) {
        call(deadline, backend -> {
            guard.release(key.module(), () -> backend.records().release(key, deadline));
            return null;
        });
    }

    @Override
    public RepositoryInfo info() {
        Refusals refusals = binding.store().refusals();
        return new RepositoryInfo(KIND_REDIS, name, binding.location(),
                binding.bound().map(bound -> bound.info(report, binding.abandonedKeys())),
                nearCache(), refusals.counts(), refusals.warnings());
    }

    private Optional<NearCacheInfo> nearCache() {
        Coherence coherence = binding.store().coherence();
        return coherence.settings().on()
                ? Optional.of(coherence.counters().info(coherence.mayServe(),
                        gate.current().map(backend -> backend.records().copies()).orElse(0L)))
                : Optional.empty();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void check(Deadline deadline) {
        call(deadline, backend -> {
            backend.store().check(deadline);
            // Sessions live by the clock of Redis, but none can begin while this one is far from it.
            ClockSkew.check(InstantSource.system(), () -> backend.store().time(deadline));
            backend.encryption().guarded().check(deadline);
            return null;
        });
    }

    /** Which sessions of a bucket should be sealed again; none while there is one key only. */
    List<StateKey> outdated(String module, int bucket, Deadline deadline) {
        return call(deadline, backend -> {
            if (backend.encryption().opens().size() < 2) {
                return List.of();
            }
            String primary = backend.encryption().guarded().keys().get(0).id();
            Reply reply = backend.store().link().run(Script.OUTDATED,
                    List.of(new KeyLayout(backend.store().namespace(), module).index(bucket)), List.of(primary), deadline);
            return IntStream.range(0, reply.size()).mapToObj(i -> new StateKey(module, reply.text(i))).toList();
        });
    }

    /** @see RecordOperations#reseal */
    boolean reseal(StateKey key, WriteId writeId, Deadline deadline) {
        return write(key, deadline, backend -> backend.records().reseal(key, writeId, deadline));
    }

    /** The first look spares a call that waits at a closed gate; the second one, behind the gate, counts. */
    private <R> R write(StateKey key, Deadline deadline, Function<Backend, R> write) {
        guard.refuseIfFrozen(key.module());
        return call(deadline, backend -> guard.write(key.module(), () -> write.apply(backend)));
    }

    private <R> R call(Deadline deadline, Function<Backend, R> call) {
        try {
            return gate.call(deadline.nanoTime(), call);
        } catch (GateClosedException e) {
            throw new StateUnavailableException(e.getMessage());
        }
    }
}
