package com.iam.state.core.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.iam.state.api.CarriedState;
import com.iam.state.api.Deadline;
import com.iam.state.api.Freshness;
import com.iam.state.api.LoadOutcome;
import com.iam.state.api.ManagerStatus.Progress;
import com.iam.state.api.Page;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateRepository;
import com.iam.state.api.Timeouts;

/** Carries states out of a frozen repository that is still there. What could not be carried stays there. */
final class LiveCarryOver implements CarryOver {

    private static final int SOME = 100;

    private final StateRepository source;
    private final String module;
    private final Timeouts timeouts;
    private final InstantSource clock;
    private final StripedLocks locks = new StripedLocks();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final AtomicLong done = new AtomicLong();
    private volatile Optional<String> cursor = Optional.empty();
    private volatile boolean finished;
    private volatile long total;

    LiveCarryOver(StateRepository source, String module, Timeouts timeouts, InstantSource clock) {
        this.source = source;
        this.module = module;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    @Override
    public void carry(String storageId, StateRepository target, Deadline deadline) {
        if (finished && !failed.contains(storageId)) {
            return;
        }
        StateKey key = new StateKey(module, storageId);
        locks.locked(storageId, deadline, () -> {
            LoadOutcome outcome = source.peek(key, timeouts, Freshness.LATEST, deadline);
            if (outcome instanceof LoadOutcome.Found found) {
                Duration left = Duration.between(clock.instant(), found.expiresAt());
                target.adopt(new CarriedState(found.stored(), left), deadline);
                source.release(key, deadline);
                done.incrementAndGet();
                failed.remove(storageId);
            } else if (outcome instanceof LoadOutcome.Refused) {
                failed.add(storageId);
            }
        });
    }

    @Override
    public void carryAllOf(String subject, StateRepository target, Deadline deadline) {
        if (finished) {
            return;
        }
        Optional<String> next = Optional.empty();
        do {
            Page<SessionInfo> page = source.sessionsOf(module, subject, next, SOME, deadline);
            page.items().forEach(info -> carry(info.key().storageId(), target, deadline));
            next = page.next();
        } while (next.isPresent());
    }

    @Override
    public boolean carrySome(StateRepository target, Deadline deadline) {
        if (cursor.isEmpty()) {
            total = done.get() + source.count(module, deadline);
        }
        Page<SessionInfo> page = source.page(module, cursor, SOME, deadline);
        page.items().forEach(info -> carry(info.key().storageId(), target, deadline));
        cursor = page.next();
        finished = cursor.isEmpty();
        return finished;
    }

    @Override
    public boolean isDone() {
        return finished;
    }

    @Override
    public boolean isFrom(StateRepository repository) {
        return source == repository;
    }

    @Override
    public Progress progress() {
        return new Progress(done.get(), finished ? 0 : Math.max(0, total - done.get()), failed.size());
    }
}
