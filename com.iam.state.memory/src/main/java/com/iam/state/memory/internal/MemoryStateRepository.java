package com.iam.state.memory.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.iam.state.api.Freshness;
import com.iam.state.api.Page;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateTooLargeException;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.admin.RepositoryInfo;
import com.iam.state.api.provider.Assurance;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.ClaimedEnd;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.HandOver;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;
import com.iam.state.support.codec.StateSize;

/**
 * Keeps states in the memory of this process, and as long as it lives. Nothing here blocks; deadlines are not needed.
 */
public final class MemoryStateRepository implements StateRepository {

    static final String KIND_MEMORY = "memory";

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);
    /** How often all states are searched for expired ones. */
    private static final long BETWEEN_SEARCHES = TimeUnit.SECONDS.toNanos(1);

    private final Map<String, ModuleStates> modules = new ConcurrentHashMap<>();
    private final Times times;
    private final AtomicLong roomSoughtAt;
    private volatile RepositoryInfo info;
    private volatile int capacity;

    /** @param location unlike that of any other repository; @param clock for all, in tests */
    public MemoryStateRepository(String name, String location, int capacity, InstantSource clock) {
        this(name, location, capacity, clock, clock);
    }

    /** @param steady by which sessions live; @param clock by which their times are told, and may be set meanwhile */
    MemoryStateRepository(String name, String location, int capacity, InstantSource steady, InstantSource clock) {
        this.info = new RepositoryInfo(KIND_MEMORY, name, location, Optional.empty());
        this.capacity = capacity;
        this.times = new Times(steady, clock);
        this.roomSoughtAt = new AtomicLong(System.nanoTime() - BETWEEN_SEARCHES);
    }

    void rename(String name) {
        info = new RepositoryInfo(KIND_MEMORY, name, info.location(), Optional.empty());
    }

    void limit(int nextCapacity) {
        capacity = nextCapacity;
    }

    void sweep(Duration grace) {
        modules.values().forEach(states -> states.sweep(grace));
    }

    @Override
    public WriteOutcome create(StoredState state, int maximumPerSubject, Deadline deadline) {
        requireClock(skew(state).abs());
        requireKeepable(state);
        requireRoom();
        return of(state.key()).create(state, maximumPerSubject);
    }

    @Override
    public LoadOutcome load(StateKey key, Timeouts configured, Freshness freshness, Deadline deadline) {
        return of(key).load(key.storageId(), configured);
    }

    @Override
    public LoadOutcome peek(StateKey key, Timeouts configured, Freshness freshness, Deadline deadline) {
        return of(key).peek(key.storageId(), configured);
    }

    @Override
    public WriteOutcome update(StoredState state, Timeouts configured, int maximumPerSubject, Assurance assurance,
            Deadline deadline) {
        requireKeepable(state);
        return of(state.key()).update(state, configured, maximumPerSubject);
    }

    @Override
    public WriteOutcome delete(StateKey key, SessionEnd.Cause cause, Deadline deadline) {
        return of(key).delete(key.storageId(), cause);
    }

    /** Beyond the capacity too: a state that lives already must not be lost for want of room. */
    @Override
    public WriteOutcome adopt(CarriedState carried, Deadline deadline) {
        requireClock(skew(carried.stored()));
        return of(carried.stored().key()).adopt(carried);
    }

    @Override
    public Page<SessionInfo> sessionsOf(String module, String subject, Optional<String> cursor, int limit, Deadline deadline) {
        return of(module).listing().sessionsOf(subject, cursor, limit);
    }

    @Override
    public Page<SessionInfo> page(String module, Optional<String> cursor, int limit, Deadline deadline) {
        return of(module).listing().page(cursor, limit);
    }

    @Override
    public long count(String module, Deadline deadline) {
        return of(module).listing().count();
    }

    @Override
    public List<ClaimedEnd> claimEnds(String module, int limit, Duration lease, Deadline deadline) {
        return of(module).ends().claim(limit, lease, times.now());
    }

    @Override
    public void settleEnds(String module, List<ClaimedEnd> ends, Deadline deadline) {
        of(module).ends().settle(ends);
    }

    @Override
    public HandOver freeze(String module) {
        of(module).freeze();
        return new HandOver.Contents(() -> of(module).contents());
    }

    @Override
    public void thaw(String module) {
        of(module).thaw();
    }

    @Override
    public void release(StateKey key, Deadline deadline) {
        of(key).release(key.storageId());
    }

    @Override
    public RepositoryInfo info() {
        return info;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void check(Deadline deadline) {
        // Memory is always there.
    }

    private ModuleStates of(StateKey key) {
        return of(key.module());
    }

    private ModuleStates of(String module) {
        return modules.computeIfAbsent(module, name -> new ModuleStates(times));
    }

    private Duration skew(StoredState state) {
        return Duration.between(times.clock().instant(), state.createdAt());
    }

    private static void requireClock(Duration skew) {
        if (skew.compareTo(CLOCK_TOLERANCE) > 0) {
            throw new StateUnavailableException("the clock differs by " + skew.toMillis() + " ms from the repository's");
        }
    }

    /** What Redis would refuse is refused here too: a module must be able to move there. */
    private static void requireKeepable(StoredState state) {
        long size = StateSize.of(state.state());
        if (size > MAXIMUM_STATE_SIZE) {
            throw new StateTooLargeException(Optional.empty(), size, MAXIMUM_STATE_SIZE);
        }
    }

    private void requireRoom() {
        if (size() >= capacity) {
            long now = System.nanoTime();
            long last = roomSoughtAt.get();
            if (now - last >= BETWEEN_SEARCHES && roomSoughtAt.compareAndSet(last, now)) {
                sweep(Duration.ZERO);
            }
            if (size() >= capacity) {
                throw new StateUnavailableException("the memory repository holds as many sessions as it may");
            }
        }
    }

    private int size() {
        return modules.values().stream().mapToInt(ModuleStates::size).sum();
    }
}
