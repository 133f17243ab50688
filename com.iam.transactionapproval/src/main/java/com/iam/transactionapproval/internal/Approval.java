package com.iam.transactionapproval.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.iam.state.api.SessionState;
import com.iam.users.api.UserNames;

/**
 * What an application has asked of a user, and what came of it. It is pending once, and ends once and for all: see
 * {@link Approvals#settle}. Too late is seen by the clock, and clocks differ: it is settled like a decision before
 * the application is told.
 *
 * @param username as the application named the user, who need not exist
 * @param attempts codes that were tried, or are being tried
 * @param status without regard to the time: see {@link #statusAt}
 * @param decidedAt empty while it is pending, and if nobody has decided it
 */
record Approval(String application, String username, Transaction transaction, Status status, long attempts,
        long attemptsAllowed, Instant requestedAt, Instant expiresAt, Optional<Instant> decidedAt) {

    enum Status {
        PENDING,
        APPROVED,
        /** By the user. */
        REFUSED,
        /** Too many wrong codes. */
        FAILED,
        EXPIRED
    }

    private static final String APPLICATION = "application";
    /** As it was written. The subject, by which approvals are listed and ended, is the same for all spellings. */
    private static final String USERNAME = "username";
    private static final String STATUS = "status";
    private static final String ATTEMPTS = "attempts";
    private static final String ATTEMPTS_ALLOWED = "attemptsAllowed";
    private static final String REQUESTED_AT = "requestedAt";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String DECIDED_AT = "decidedAt";

    static Approval requested(String application, String username, Transaction transaction, ApprovalSettings settings,
            Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        return new Approval(application, username, transaction, Status.PENDING, 0, settings.attemptsAllowed(), at,
                at.plus(settings.lifetime()), Optional.empty());
    }

    /** Empty if another kind of session has this state. */
    static Optional<Approval> from(SessionState state) {
        return state.text(APPLICATION).map(application -> new Approval(application, state.text(USERNAME).or(state::subject).orElseThrow(),
                Transaction.from(state), Status.valueOf(state.text(STATUS).orElseThrow()),
                state.int64(ATTEMPTS).orElseThrow(), state.int64(ATTEMPTS_ALLOWED).orElseThrow(),
                state.moment(REQUESTED_AT).orElseThrow(), state.moment(EXPIRES_AT).orElseThrow(),
                state.moment(DECIDED_AT)));
    }

    /** Keeps whatever else the state has, which newer instances may have written. */
    SessionState writeTo(SessionState state) {
        SessionState written = transaction.writeTo(state).withSubject(UserNames.comparable(username))
                .with(USERNAME, username).with(APPLICATION, application)
                .with(STATUS, status.name()).with(ATTEMPTS, attempts).with(ATTEMPTS_ALLOWED, attemptsAllowed)
                .with(REQUESTED_AT, requestedAt).with(EXPIRES_AT, expiresAt);
        return decidedAt.isPresent() ? written.with(DECIDED_AT, decidedAt.get()) : written;
    }

    Status statusAt(Instant now) {
        return status == Status.PENDING && !now.isBefore(expiresAt) ? Status.EXPIRED : status;
    }

    /** Nobody has decided it in time, and that is not written yet. */
    boolean isOverdueAt(Instant now) {
        return status == Status.PENDING && statusAt(now) == Status.EXPIRED;
    }

    long attemptsLeft() {
        return Math.max(0, attemptsAllowed - attempts);
    }

    /** Counts an attempt before its code is looked at, so that no number of them at once is one too many. */
    Optional<Approval> withAttempt() {
        return attemptsLeft() > 0 ? Optional.of(withAttempts(attempts + 1)) : Optional.empty();
    }

    /** The code was not looked at after all, or was no guess. */
    Approval withoutAttempt() {
        return withAttempts(Math.max(0, attempts - 1));
    }

    Approval ended(Verdict verdict) {
        return new Approval(application, username, transaction, verdict.status(), attempts, attemptsAllowed, requestedAt,
                expiresAt, verdict.at());
    }

    private Approval withAttempts(long count) {
        return new Approval(application, username, transaction, status, count, attemptsAllowed, requestedAt, expiresAt,
                decidedAt);
    }

    /** Names people and what they do. */
    @Override
    public String toString() {
        return "Approval[" + status + "]";
    }
}
