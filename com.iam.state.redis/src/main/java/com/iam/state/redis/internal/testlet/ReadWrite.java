package com.iam.state.redis.internal.testlet;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import com.iam.state.api.Deadline;
import com.iam.state.api.LoadOutcome;
import com.iam.state.api.SecretHash;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.StateKey;
import com.iam.state.api.StateRepository;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.StoredState;
import com.iam.state.api.TestletReport.Failed;
import com.iam.state.api.TestletReport.Passed;
import com.iam.state.api.TestletReport.Result;
import com.iam.state.api.TestletReport.Skipped;
import com.iam.state.api.Timeouts;
import com.iam.state.api.WriteId;
import com.iam.state.api.WriteOutcome;

/**
 * Writes a state of a module of its own, replaces, reads and deletes it, by the repository's own code. If it fails
 * half-way, what it wrote ends by itself after a minute.
 */
final class ReadWrite implements Check {

    /** No web module has this name, so no list of sessions shows it. */
    static final String MODULE = "testlet";
    private static final Timeouts BRIEF = new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1));
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final SecureRandom random = new SecureRandom();

    @Override
    public String id() {
        return "read-write";
    }

    @Override
    public String title() {
        return "Write, replace, read, delete";
    }

    @Override
    public List<String> needs() {
        return List.of("authentication", "role", "commands", "clock");
    }

    @Override
    public Result examine(Examination examination) {
        if (examination.sealer().isEmpty()) {
            return new Skipped("'Encryption keys' failed");
        }
        Deadline deadline = Deadline.after(Duration.ofMillis(examination.milliseconds(LIMIT)));
        try {
            return tried(examination.repository().states(), examination.clock.instant(), deadline);
        } catch (StateUnavailableException e) {
            return new Failed(e.getMessage(), "look at the log of Redis and at its load");
        }
    }

    private Result tried(StateRepository states, Instant now, Deadline deadline) {
        SessionToken token = SessionToken.create(random::nextBytes);
        StateKey key = new StateKey(MODULE, token.storageId());
        StoredState first = new StoredState(key, SecretHash.of(token), 1, WriteId.create(random::nextBytes),
                now.truncatedTo(ChronoUnit.MILLIS), BRIEF, SessionState.EMPTY.withSubject(MODULE).with("n", 1));
        StoredState second = first.next(WriteId.create(random::nextBytes), first.secretHash(), first.state().with("n", 2));
        if (!(states.create(first, 0, deadline) instanceof WriteOutcome.Applied)) {
            return odd("a new state was not kept");
        }
        if (!(states.update(second, BRIEF, 0, deadline) instanceof WriteOutcome.Applied)) {
            return odd("a state was not replaced");
        }
        if (!(states.update(first.next(WriteId.create(random::nextBytes), first.secretHash(), first.state()), BRIEF, 0,
                deadline) instanceof WriteOutcome.Stale)) {
            return odd("a write on an old revision was not refused");
        }
        if (!(states.load(key, BRIEF, deadline) instanceof LoadOutcome.Found found && found.stored().equals(second))) {
            return odd("what was read is not what was written");
        }
        states.delete(key, SessionEnd.Cause.UNKNOWN, deadline);
        // It was nobody's session, and its end is nobody's business.
        states.settleEnds(MODULE, states.claimEnds(MODULE, 1_000, Duration.ofSeconds(1), deadline), deadline);
        return states.load(key, BRIEF, deadline) instanceof LoadOutcome.Absent
                ? new Passed("a test state of a module of its own")
                : odd("a deleted state is still there");
    }

    private static Result odd(String what) {
        return new Failed(what, "make sure that nothing else writes to the keys of this namespace");
    }
}
