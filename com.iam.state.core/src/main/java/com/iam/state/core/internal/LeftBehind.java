package com.iam.state.core.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.Freshness;
import com.iam.state.api.Page;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.CarriedState;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.HandOver;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.support.trial.SamePlace;

/**
 * States in a frozen repository that is still there. If its bundle is replaced meanwhile, they are with the repository that has
 * taken its place, unless they would be gone with it.
 */
final class LeftBehind implements Origin {

    private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);
    private static final Deadline AT_ONCE = Deadline.after(Duration.ZERO);

    private final Supplier<List<StateRepository>> present;
    private final boolean local;
    private final String location;
    private final String module;
    private final Timeouts timeouts;
    private final InstantSource clock;
    private final AtomicLong remaining = new AtomicLong();
    private final Map<String, Boolean> samePlaces = new ConcurrentHashMap<>();
    private volatile StateRepository source;
    private Optional<String> cursor = Optional.empty();
    private boolean lastPage;
    private boolean abandoned;

    /**
     * @param handOver what it said when it was frozen
     * @param present all repositories that there are
     */
    LeftBehind(StateRepository source, HandOver handOver, Supplier<List<StateRepository>> present, String module, Timeouts timeouts,
            InstantSource clock) {
        this.source = source;
        this.local = handOver instanceof HandOver.Contents;
        this.present = present;
        this.location = source.info().location();
        this.module = module;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    @Override
    public Holding holds(String storageId) {
        if (!local) {
            return Holding.PERHAPS;
        }
        return take(storageId, AT_ONCE) instanceof Nothing ? Holding.NO : Holding.YES;
    }

    @Override
    public Taken take(String storageId, Deadline deadline) {
        LoadOutcome outcome = source().peek(key(storageId), timeouts, Freshness.LATEST, deadline);
        if (outcome instanceof LoadOutcome.Found found) {
            Duration rest = Duration.between(clock.instant(), found.expiresAt());
            if (rest.isNegative() || rest.isZero()) {
                // It lives by the clock that counts. If it is about to end, that will be known the next time.
                throw new StateUnavailableException("the clocks of this instance and of the repository that the session was in differ");
            }
            return new Found(new CarriedState(found.stored(), rest));
        }
        return outcome instanceof LoadOutcome.Refused refused ? new Refused(refused.why()) : new Nothing();
    }

    @Override
    public void release(String storageId, Deadline deadline) {
        if (local) {
            releaseHere(storageId, deadline);
            return;
        }
        if (isAbandoned()) {
            return;
        }
        source().release(key(storageId), deadline);
        remaining.updateAndGet(n -> Math.max(0, n - 1));
    }

    @Override
    public List<String> some(int limit, Deadline deadline) {
        if (cursor.isEmpty() && !lastPage) {
            remaining.set(source().count(module, deadline));
        }
        List<String> ids = new ArrayList<>();
        while (ids.isEmpty() && !lastPage) {
            Page<SessionInfo> page = source().page(module, cursor, limit, deadline);
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
            Page<SessionInfo> page = source().sessionsOf(module, subject, next, 100, deadline);
            ids.addAll(idsIn(page));
            next = page.next();
        } while (next.isPresent());
        return ids;
    }

    @Override
    public long remaining() {
        return local ? source.count(module, AT_ONCE) : remaining.get();
    }

    @Override
    public boolean is(StateRepository repository) {
        return source == repository || location.equals(repository.info().location());
    }

    /** Asked once for each place: it takes a state that is written to one and looked for in the other. */
    @Override
    public boolean isSamePlaceAs(StateRepository target, Deadline deadline) {
        if (local || !target.isShared()) {
            return false;
        }
        String place = target.info().location();
        Boolean same = samePlaces.get(place);
        if (same == null) {
            same = SamePlace.is(target, source(), clock.instant(), deadline);
            samePlaces.put(place, same);
            if (same) {
                LOG.info("{} is the same place as {}: its sessions are there", place, location);
            }
        }
        return same;
    }

    private synchronized void releaseHere(String storageId, Deadline deadline) {
        if (!abandoned) {
            source.release(key(storageId), deadline);
        }
    }

    @Override
    public synchronized void abandon() {
        abandoned = true;
    }

    private synchronized boolean isAbandoned() {
        return abandoned;
    }

    private StateRepository source() {
        StateRepository current = source;
        if (local) {
            return current;
        }
        List<StateRepository> all = present.get();
        return all.contains(current) ? current : successor(all);
    }

    /** Frozen before the module goes back, or not at all: then it serves. */
    private synchronized StateRepository successor(List<StateRepository> all) {
        StateRepository next = all.stream().filter(each -> !abandoned && is(each)).findFirst().orElseThrow(() ->
                new StateUnavailableException("the repository that the session was in has gone"));
        if (next != source) {
            next.freeze(module);
            source = next;
        }
        return next;
    }

    private StateKey key(String storageId) {
        return new StateKey(module, storageId);
    }

    private static List<String> idsIn(Page<SessionInfo> page) {
        return page.items().stream().map(info -> info.key().storageId()).toList();
    }
}
