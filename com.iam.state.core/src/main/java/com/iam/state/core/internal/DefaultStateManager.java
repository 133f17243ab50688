package com.iam.state.core.internal;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import com.iam.state.api.Change;
import com.iam.state.api.Freshness;
import com.iam.state.api.Page;
import com.iam.state.api.Session;
import com.iam.state.api.SessionEnd.Cause;
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
import com.iam.state.api.Timeouts;
import com.iam.state.api.Updated;
import com.iam.state.api.admin.ManagerStatus;
import com.iam.state.api.admin.SessionAdministration;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.LoadOutcome;
import com.iam.state.api.provider.SecretHash;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteId;
import com.iam.state.api.provider.WriteOutcome;

/** The sessions of one module, on top of whichever repository the module is bound to. */
final class DefaultStateManager implements StateManager, SessionAdministration {

    private static final int PAGE = 100;

    private final RepositoryCalls calls;
    private final Supplier<ManagerSettings> settings;
    private final Supplier<ManagerStatus> status;
    private final InstantSource clock;
    private final Consumer<byte[]> random;
    private final Refusals refusals;
    private final SessionWrites writes;

    DefaultStateManager(RepositoryCalls calls, Supplier<ManagerSettings> settings, Supplier<ManagerStatus> status,
            InstantSource clock, Consumer<byte[]> random) {
        this.calls = calls;
        this.settings = settings;
        this.status = status;
        this.clock = clock;
        this.random = random;
        this.refusals = new Refusals(settings.get().module(), clock);
        this.writes = new SessionWrites(calls, settings, random);
    }

    @Override
    public Started<Void> start(SessionState initial) {
        Deadline deadline = deadline();
        settings.get().sizes().check(initial, SessionState.EMPTY);
        SessionToken token = SessionToken.create(random);
        StoredState stored = new StoredState(key(token.storageId()), SecretHash.of(token), 1, WriteId.create(random),
                clock.instant().truncatedTo(ChronoUnit.MILLIS), settings.get().timeouts(), initial);
        return new Started<>(token, writes.create(stored, deadline), null);
    }

    @Override
    public SessionOutcome<Session> resume(SessionToken token, Freshness freshness) {
        Deadline deadline = deadline();
        return asSeen(session(token, calls.load(key(token.storageId()), settings.get().timeouts(), freshness, deadline)));
    }

    @Override
    public SessionOutcome<Session> peek(SessionToken token, Freshness freshness) {
        Deadline deadline = deadline();
        return asSeen(session(token, calls.peek(key(token.storageId()), settings.get().timeouts(), freshness, deadline)));
    }

    @Override
    public <R> SessionOutcome<Updated<R>> update(SessionToken token, Function<SessionState, Change<R>> change) {
        return updated(write(token, token, Optional.empty(), change));
    }

    @Override
    public <R> SessionOutcome<Updated<R>> update(SessionToken token, Session seen, Function<SessionState, Change<R>> change) {
        if (!(seen instanceof LiveSession read)) {
            // Read by an earlier version of this bundle.
            return update(token, change);
        }
        if (!read.stored().key().equals(key(token.storageId())) || !read.stored().secretHash().matches(token)) {
            throw new IllegalArgumentException("the token is that of another session");
        }
        return updated(write(token, token, Optional.of(read), change));
    }

    private static <R> SessionOutcome<Updated<R>> updated(SessionOutcome<Started<R>> outcome) {
        return outcome instanceof Live<Started<R>> live
                ? new Live<>(new Updated<>(live.value().session(), live.value().result()))
                : new Gone<>(((Gone<Started<R>>) outcome).reason());
    }

    @Override
    public <R> SessionOutcome<Started<R>> renewId(SessionToken token, Function<SessionState, Change<R>> change) {
        return write(token, token.renewed(random), Optional.empty(), change);
    }

    @Override
    public void end(SessionToken token) {
        Deadline deadline = deadline();
        if (mayEnd(token)) {
            writes.delete(token.storageId(), Cause.USER, deadline);
        }
    }

    private boolean mayEnd(SessionToken token) {
        try {
            SessionOutcome<Session> present = peek(token);
            // Also if it is gone: another call may have ended it that still waits until no instance serves it any more.
            return present instanceof Live || present instanceof Gone<Session> gone && gone.reason() == Reason.ABSENT;
        } catch (SessionUnreadableException e) {
            // Or a user who has logged out would be logged in again once the key is back.
            return true;
        }
    }

    @Override
    public void revoke(SessionToken token) {
        delete(token.storageId());
    }

    @Override
    public boolean delete(String storageId) {
        return !(writes.delete(storageId, Cause.ADMINISTRATOR, deadline()) instanceof WriteOutcome.Absent);
    }

    @Override
    public Page<SessionInfo> sessionsOf(String subject, Optional<String> cursor, int limit) {
        Deadline deadline = deadline();
        return calls.aboutSubject(subject, deadline,
                repository -> repository.sessionsOf(module(), subject, cursor, limit, deadline));
    }

    @Override
    public Page<SessionInfo> page(Optional<String> cursor, int limit) {
        Deadline deadline = deadline();
        return calls.call(deadline, bound -> bound.repository().page(module(), cursor, limit, deadline));
    }

    @Override
    public long count() {
        Deadline deadline = deadline();
        return calls.call(deadline, bound -> bound.repository().count(module(), deadline)
                + bound.arrival().pending().stream().mapToLong(CarryOver::remaining).sum());
    }

    @Override
    public int endAllOf(String subject) {
        int ended = 0;
        List<SessionInfo> found;
        do {
            found = sessionsOf(subject, Optional.empty(), PAGE).items();
            for (SessionInfo info : found) {
                ended += delete(info.key().storageId()) ? 1 : 0;
            }
        } while (!found.isEmpty());
        return ended;
    }

    @Override
    public Timeouts timeouts() {
        return settings.get().timeouts();
    }

    @Override
    public ManagerStatus status() {
        return status.get();
    }

    @Override
    public void check() {
        Deadline deadline = deadline();
        calls.call(deadline, bound -> {
            bound.repository().check(deadline);
            return null;
        });
    }

    private <R> SessionOutcome<Started<R>> write(SessionToken token, SessionToken next, Optional<LiveSession> seen,
            Function<SessionState, Change<R>> change) {
        return writes.change(token, next, seen, (freshness, deadline) -> session(token,
                calls.load(key(token.storageId()), settings.get().timeouts(), freshness, deadline)), change, deadline());
    }

    private static SessionOutcome<Session> asSeen(SessionOutcome<LiveSession> outcome) {
        return outcome instanceof Live<LiveSession> live
                ? new Live<>(live.value())
                : new Gone<>(((Gone<LiveSession>) outcome).reason());
    }

    private SessionOutcome<LiveSession> session(SessionToken token, LoadOutcome outcome) {
        if (outcome instanceof LoadOutcome.Found found) {
            StoredState stored = found.stored();
            return stored.secretHash().matches(token)
                    ? new Live<>(new LiveSession(stored, found.expiresAt()))
                    : new Gone<>(Reason.RENEWED);
        }
        if (outcome instanceof LoadOutcome.Refused refused) {
            refusals.report(refused.why());
            if (refused.why().mayBecomeReadable()) {
                throw new SessionUnreadableException();
            }
            return new Gone<>(Reason.REFUSED);
        }
        return new Gone<>(outcome instanceof LoadOutcome.Expired ? Reason.EXPIRED : Reason.ABSENT);
    }

    private StateKey key(String storageId) {
        return new StateKey(module(), storageId);
    }

    private String module() {
        return settings.get().module();
    }

    private Deadline deadline() {
        return Deadline.after(settings.get().operationTimeout());
    }
}
