package com.iam.web.testing;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.iam.state.api.Change;
import com.iam.state.api.Freshness;
import com.iam.state.api.Page;
import com.iam.state.api.Session;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.SessionOutcome;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionOutcome.Reason;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.SessionUnreadableException;
import com.iam.state.api.Started;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Timeouts;
import com.iam.state.api.Updated;
import com.iam.state.api.admin.ManagerStatus;
import com.iam.state.api.admin.RepositoryInfo;
import com.iam.state.api.admin.SessionAdministration;

/** Sessions in a map, on a clock that tests set, with the faults that tests ask for. */
public final class FakeStateManager implements StateManager, SessionAdministration {

    public static final Timeouts TIMEOUTS = new Timeouts(Duration.ofMinutes(30), Duration.ofHours(8));

    private record Entry(String secret, Session session, long revision, boolean refused) {
    }

    private record FakeSession(SessionState state, Instant createdAt, Instant expiresAt, Instant lifetimeEndsAt, String reference)
            implements Session {
    }

    private final String module;
    private final TestClock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> unreadable = new HashSet<>();
    private boolean available = true;
    private boolean renewing = true;
    private Optional<RuntimeException> failure = Optional.empty();
    private ManagerStatus status;
    private Optional<Freshness> asked = Optional.empty();

    public FakeStateManager(String module, TestClock clock) {
        this.module = module;
        this.clock = clock;
        this.status = new ManagerStatus(module, Optional.of(new RepositoryInfo("memory", "memory", "this process",
                Optional.empty())), "(state.repository=memory)", TIMEOUTS, Optional.empty(), List.of());
    }

    public synchronized void setAvailable(boolean available) {
        this.available = available;
    }

    /** Whether sessions can be given a new secret; all else goes on. */
    public synchronized void setRenewing(boolean renewing) {
        this.renewing = renewing;
    }

    public synchronized void setStatus(ManagerStatus status) {
        this.status = status;
    }

    /** How fresh the last read had to be. */
    public synchronized Optional<Freshness> asked() {
        return asked;
    }

    /** Every call fails with this from now on. */
    public synchronized void fail(RuntimeException exception) {
        failure = Optional.of(exception);
    }

    public synchronized void tamperWith(SessionToken token) {
        entries.computeIfPresent(token.storageId(),
                (id, entry) -> new Entry(entry.secret(), entry.session(), entry.revision(), true));
    }

    /** As if its key were not there, or no longer. */
    public synchronized void setUnreadable(SessionToken token, boolean is) {
        if (is) {
            unreadable.add(token.storageId());
        } else {
            unreadable.remove(token.storageId());
        }
    }

    @Override
    public synchronized Started<Void> start(SessionState initial) {
        check();
        SessionToken token = SessionToken.create(random::nextBytes);
        Instant now = clock.instant();
        Session session = session(token, now, initial);
        entries.put(token.storageId(), new Entry(token.secret(), session, 1, false));
        return new Started<>(token, session, null);
    }

    @Override
    public synchronized SessionOutcome<Session> resume(SessionToken token, Freshness freshness) {
        SessionOutcome<Session> found = peek(token, freshness);
        if (found instanceof Live<Session> live) {
            return new Live<>(put(token, live.value().state()));
        }
        return found;
    }

    @Override
    public synchronized SessionOutcome<Session> peek(SessionToken token, Freshness freshness) {
        check();
        asked = Optional.of(freshness);
        Entry entry = entries.get(token.storageId());
        if (entry == null) {
            return new Gone<>(Reason.ABSENT);
        }
        if (!entry.session().expiresAt().isAfter(clock.instant())) {
            return new Gone<>(Reason.EXPIRED);
        }
        if (unreadable.contains(token.storageId())) {
            throw new SessionUnreadableException();
        }
        if (entry.refused()) {
            return new Gone<>(Reason.REFUSED);
        }
        return entry.secret().equals(token.secret()) ? new Live<>(entry.session()) : new Gone<>(Reason.RENEWED);
    }

    @Override
    public synchronized <R> SessionOutcome<Updated<R>> update(SessionToken token,
            Function<SessionState, Change<R>> change) {
        if (!(peek(token) instanceof Live<Session> live)) {
            return new Gone<>(((Gone<Session>) peek(token)).reason());
        }
        Change<R> changed = change.apply(live.value().state());
        return new Live<>(new Updated<>(put(token, changed.state()), changed.result()));
    }

    @Override
    public <R> SessionOutcome<Updated<R>> update(SessionToken token, Session seen, Function<SessionState, Change<R>> change) {
        return update(token, change);
    }

    @Override
    public synchronized <R> SessionOutcome<Started<R>> renewId(SessionToken token,
            Function<SessionState, Change<R>> change) {
        if (!renewing) {
            throw new StateUnavailableException("the repository has gone away");
        }
        SessionOutcome<Updated<R>> outcome = update(token, change);
        if (outcome instanceof Live<Updated<R>> live) {
            SessionToken renewed = token.renewed(random::nextBytes);
            Session session = put(renewed, live.value().session().state());
            return new Live<>(new Started<>(renewed, session, live.value().result()));
        }
        return new Gone<>(((Gone<Updated<R>>) outcome).reason());
    }

    @Override
    public synchronized void end(SessionToken token) {
        if (unreadable.contains(token.storageId()) || peek(token) instanceof Live<Session>) {
            entries.remove(token.storageId());
        }
    }

    @Override
    public synchronized void revoke(SessionToken token) {
        delete(token.storageId());
    }

    @Override
    public Timeouts timeouts() {
        return TIMEOUTS;
    }

    @Override
    public synchronized boolean delete(String storageId) {
        check();
        return entries.remove(new StateKey(module, storageId).storageId()) != null;
    }

    @Override
    public synchronized Page<SessionInfo> sessionsOf(String subject, Optional<String> cursor, int limit) {
        return page(infos().stream().filter(info -> info.subject().equals(Optional.of(subject))).toList(), cursor, limit);
    }

    @Override
    public synchronized Page<SessionInfo> page(Optional<String> cursor, int limit) {
        return page(infos(), cursor, limit);
    }

    @Override
    public synchronized long count() {
        return infos().size();
    }

    @Override
    public synchronized int endAllOf(String subject) {
        List<SessionInfo> ended = sessionsOf(subject, Optional.empty(), Integer.MAX_VALUE).items();
        ended.forEach(info -> entries.remove(info.key().storageId()));
        return ended.size();
    }

    @Override
    public synchronized ManagerStatus status() {
        return status;
    }

    @Override
    public synchronized void check() {
        failure.ifPresent(exception -> {
            throw exception;
        });
        if (!available) {
            throw new StateUnavailableException("the repository is away");
        }
    }

    private Session session(SessionToken token, Instant createdAt, SessionState state) {
        return new FakeSession(state, createdAt.truncatedTo(ChronoUnit.MILLIS), TIMEOUTS.deadline(createdAt, clock.instant()),
                createdAt.plus(TIMEOUTS.absoluteLifetime()), SessionEnd.eventId(new StateKey(module, token.storageId())));
    }

    private Session put(SessionToken token, SessionState state) {
        Entry entry = entries.get(token.storageId());
        Instant createdAt = entry.session().createdAt();
        Session session = session(token, createdAt, state);
        entries.put(token.storageId(), new Entry(token.secret(), session, entry.revision() + 1, entry.refused()));
        return session;
    }

    private List<SessionInfo> infos() {
        check();
        List<SessionInfo> infos = new ArrayList<>();
        entries.forEach((id, entry) -> infos.add(new SessionInfo(new StateKey(module, id),
                entry.session().state().subject(), entry.session().createdAt(), entry.session().expiresAt(),
                entry.revision(), Optional.empty())));
        return infos;
    }

    private static Page<SessionInfo> page(List<SessionInfo> all, Optional<String> cursor, int limit) {
        int from = cursor.map(Integer::parseInt).orElse(0);
        int to = (int) Math.min(all.size(), (long) from + limit);
        return new Page<>(all.subList(from, to), to < all.size() ? Optional.of(String.valueOf(to)) : Optional.empty());
    }
}
