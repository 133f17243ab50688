package com.iam.state.core.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.iam.state.api.CarriedState;
import com.iam.state.api.Deadline;
import com.iam.state.api.HandOver;
import com.iam.state.api.ManagerStatus.Progress;
import com.iam.state.api.StateRepository;
import com.iam.state.api.WriteOutcome;

/** Carries states that their repository has handed over whole. */
final class ContentsCarryOver implements CarryOver {

    private static final int SOME = 100;

    private final Map<String, CarriedState> remaining = new ConcurrentHashMap<>();
    private final StripedLocks locks = new StripedLocks();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final StateRepository source;
    private final long frozenAt = System.nanoTime();

    /** @param source where they come from; it may have been stopped since */
    ContentsCarryOver(HandOver.Contents contents, StateRepository source) {
        this.source = source;
        contents.states().forEach(carried -> remaining.put(carried.stored().key().storageId(), carried));
    }

    @Override
    public void carry(String storageId, StateRepository target, Deadline deadline) {
        if (!remaining.containsKey(storageId)) {
            return;
        }
        locks.locked(storageId, deadline, () -> {
            CarriedState carried = remaining.get(storageId);
            if (carried != null) {
                adopt(carried, target, deadline);
                source.release(carried.stored().key(), deadline);
            }
        });
    }

    @Override
    public void carryAllOf(String subject, StateRepository target, Deadline deadline) {
        List<String> ids = remaining.values().stream()
                .filter(carried -> carried.stored().state().subject().filter(subject::equals).isPresent())
                .map(carried -> carried.stored().key().storageId())
                .toList();
        ids.forEach(id -> carry(id, target, deadline));
    }

    @Override
    public boolean carrySome(StateRepository target, Deadline deadline) {
        remaining.keySet().stream().limit(SOME).toList().forEach(id -> carry(id, target, deadline));
        return isDone();
    }

    @Override
    public boolean isDone() {
        return remaining.isEmpty();
    }

    @Override
    public boolean isFrom(StateRepository repository) {
        return source == repository;
    }

    @Override
    public Progress progress() {
        return new Progress(done.get(), remaining.size(), failed.get());
    }

    private void adopt(CarriedState carried, StateRepository target, Deadline deadline) {
        // A session's time goes on while it waits here.
        Duration left = carried.remaining().minusNanos(System.nanoTime() - frozenAt);
        WriteOutcome outcome = left.isNegative()
                ? new WriteOutcome.Expired()
                : target.adopt(new CarriedState(carried.stored(), left), deadline);
        if (outcome instanceof WriteOutcome.Applied || outcome instanceof WriteOutcome.Unconfirmed) {
            done.incrementAndGet();
        } else if (outcome instanceof WriteOutcome.Exists) {
            // A lost answer to an earlier attempt, or the same hand-over carried by another instance.
            done.incrementAndGet();
        } else if (!(outcome instanceof WriteOutcome.Expired)) {
            failed.incrementAndGet();
        }
        remaining.remove(carried.stored().key().storageId());
    }
}
