package com.iam.state.core.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import com.iam.state.api.CarriedState;
import com.iam.state.api.Deadline;
import com.iam.state.api.LoadOutcome;
import com.iam.state.api.Page;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateRepository;
import com.iam.state.api.Timeouts;

/** States in a frozen repository that is still there. */
final class LeftBehind implements Origin {

    private final StateRepository source;
    private final String module;
    private final Timeouts timeouts;
    private final InstantSource clock;
    private final AtomicLong remaining = new AtomicLong();
    private Optional<String> cursor = Optional.empty();
    private boolean lastPage;

    LeftBehind(StateRepository source, String module, Timeouts timeouts, InstantSource clock) {
        this.source = source;
        this.module = module;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    @Override
    public boolean mayHold(String storageId) {
        return true;
    }

    @Override
    public Taken take(String storageId, Deadline deadline) {
        LoadOutcome outcome = source.peek(key(storageId), timeouts, deadline);
        if (outcome instanceof LoadOutcome.Found found) {
            return new Found(new CarriedState(found.stored(), Duration.between(clock.instant(), found.expiresAt())));
        }
        return outcome instanceof LoadOutcome.Refused refused ? new Refused(refused.why()) : new Nothing();
    }

    @Override
    public void release(String storageId, Deadline deadline) {
        source.release(key(storageId), deadline);
        remaining.updateAndGet(n -> Math.max(0, n - 1));
    }

    @Override
    public List<String> some(int limit, Deadline deadline) {
        if (cursor.isEmpty() && !lastPage) {
            remaining.set(source.count(module, deadline));
        }
        List<String> ids = new ArrayList<>();
        while (ids.isEmpty() && !lastPage) {
            Page<SessionInfo> page = source.page(module, cursor, limit, deadline);
            ids.addAll(idsIn(page));
            cursor = page.next();
            lastPage = cursor.isEmpty();
        }
        if (ids.isEmpty()) {
            lastPage = false;
        }
        return ids;
    }

    @Override
    public List<String> idsOf(String subject, Deadline deadline) {
        List<String> ids = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<SessionInfo> page = source.sessionsOf(module, subject, next, 100, deadline);
            ids.addAll(idsIn(page));
            next = page.next();
        } while (next.isPresent());
        return ids;
    }

    @Override
    public long remaining() {
        return remaining.get();
    }

    @Override
    public boolean is(StateRepository repository) {
        return source == repository;
    }

    private StateKey key(String storageId) {
        return new StateKey(module, storageId);
    }

    private static List<String> idsIn(Page<SessionInfo> page) {
        return page.items().stream().map(info -> info.key().storageId()).toList();
    }
}
