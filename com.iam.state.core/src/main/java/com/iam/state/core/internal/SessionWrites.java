package com.iam.state.core.internal;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import com.iam.state.api.Change;
import com.iam.state.api.Freshness;
import com.iam.state.api.SessionEnd.Cause;
import com.iam.state.api.SessionOutcome;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.Started;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Assurance;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.SecretHash;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteId;
import com.iam.state.api.provider.WriteOutcome;

/**
 * How sessions of one module are changed and ended: by compare-and-set, in turn, until it succeeds or the time is
 * over.
 */
final class SessionWrites {

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private final RepositoryCalls calls;
    private final Supplier<ManagerSettings> settings;
    private final Consumer<byte[]> random;
    private final Confirmations confirmations;
    private final SessionTurns turns = new SessionTurns();

    SessionWrites(RepositoryCalls calls, Supplier<ManagerSettings> settings, Consumer<byte[]> random) {
        this.calls = calls;
        this.settings = settings;
        this.random = random;
        this.confirmations = new Confirmations(settings.get().module());
    }

    /** Reads the session that a change is applied to. */
    interface Reading {

        SessionOutcome<LiveSession> read(Freshness freshness, Deadline deadline);
    }

    /**
     * Changes a session.
     *
     * @param next what shows it from now on: the token itself, or one with another secret
     * @param seen what the caller has read of it; the first attempt spares the reading
     */
    <R> SessionOutcome<Started<R>> change(SessionToken token, SessionToken next, Optional<LiveSession> seen, Reading reading,
            Function<SessionState, Change<R>> change, Deadline deadline) {
        return turns.inTurn(token.storageId(), deadline, () -> {
            for (int attempt = 0;; attempt++) {
                SessionOutcome<LiveSession> present = attempt == 0 && seen.isPresent()
                        ? new Live<>(seen.get())
                        : reading.read(attempt == 0 ? Freshness.RECENT : Freshness.LATEST, deadline);
                if (present instanceof Gone<LiveSession> gone) {
                    return new Gone<>(gone.reason());
                }
                Optional<Started<R>> changed = changed(((Live<LiveSession>) present).value(), token, next, change, deadline);
                if (changed.isPresent()) {
                    return new Live<>(changed.get());
                }
                if (deadline.hasPassed()) {
                    throw new StateUnavailableException("too many requests change the session at the same time");
                }
                backOff(attempt);
            }
        });
    }

    /** Keeps a new session. */
    LiveSession create(StoredState stored, Deadline deadline) {
        int maximum = settings.get().maximumSessionsPerUser();
        return session(stored, makingRoom(deadline, () -> calls.create(stored, maximum, deadline))).orElseThrow(
                () -> new StateUnavailableException("the session could not be kept"));
    }

    WriteOutcome delete(String storageId, Cause cause, Deadline deadline) {
        WriteOutcome outcome = calls.delete(new StateKey(settings.get().module(), storageId), cause, deadline);
        confirmations.note(outcome);
        return outcome;
    }

    /** Empty if another instance was faster. */
    private <R> Optional<Started<R>> changed(LiveSession present, SessionToken token, SessionToken next,
            Function<SessionState, Change<R>> change, Deadline deadline) {
        StoredState old = present.stored();
        Change<R> wanted = change.apply(old.state());
        boolean renewed = !next.equals(token);
        if (wanted.state().equals(old.state()) && !renewed) {
            return Optional.of(new Started<>(token, present, wanted.result()));
        }
        settings.get().sizes().check(wanted.state(), old.state());
        StoredState stored = old.next(WriteId.create(random), renewed ? SecretHash.of(next) : old.secretHash(), wanted.state());
        // No other change makes one more of the subject's sessions.
        int maximum = wanted.state().subject().equals(old.state().subject()) ? 0 : settings.get().maximumSessionsPerUser();
        Assurance assurance = renewed ? Assurance.REPLICATED : Assurance.ORDINARY;
        WriteOutcome outcome = makingRoom(deadline,
                () -> calls.update(stored, settings.get().timeouts(), maximum, assurance, deadline));
        if (renewed) {
            confirmations.note(outcome);
        }
        return session(stored, outcome).map(session -> new Started<>(next, session, wanted.result()));
    }

    /** Ends the oldest sessions of a subject that has as many as it may have. */
    private WriteOutcome makingRoom(Deadline deadline, Supplier<WriteOutcome> write) {
        WriteOutcome outcome = write.get();
        for (int tries = 0; outcome instanceof WriteOutcome.LimitReached reached; tries++) {
            if (deadline.hasPassed()) {
                throw new StateUnavailableException("too many sessions of one subject begin at the same time");
            }
            if (delete(reached.oldest(), Cause.REPLACED, deadline) instanceof WriteOutcome.Absent) {
                // Listed and not there: it may be on its way for some seconds yet.
                LockSupport.parkNanos(FIRST_PAUSE << Math.min(tries, 5));
            }
            outcome = write.get();
        }
        return outcome;
    }

    /** Empty if it was not written. */
    private static Optional<LiveSession> session(StoredState stored, WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Applied applied) {
            return Optional.of(new LiveSession(stored, applied.expiresAt()));
        }
        return outcome instanceof WriteOutcome.Unconfirmed unconfirmed
                ? Optional.of(new LiveSession(stored, unconfirmed.expiresAt()))
                : Optional.empty();
    }

    /**
     * Lets the instance that was faster finish: a random time of at most some 400 microseconds. It does not grow
     * beyond that: no more than one request of each instance is here, and an instance that has lost often must not
     * lose for it again.
     */
    private static void backOff(int attempt) {
        long bound = 50_000L << Math.min(attempt, 3);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound));
    }
}
