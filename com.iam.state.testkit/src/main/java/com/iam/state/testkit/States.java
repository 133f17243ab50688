package com.iam.state.testkit;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.SecretHash;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteId;

/** Makes states for tests. */
public final class States {

    public static final String MODULE = "login";
    public static final Timeouts LONG = new Timeouts(Duration.ofMinutes(30), Duration.ofHours(8));

    private static final SecureRandom RANDOM = new SecureRandom();

    private States() {
    }

    public static SessionToken token() {
        return SessionToken.create(RANDOM::nextBytes);
    }

    public static WriteId writeId() {
        return WriteId.create(RANDOM::nextBytes);
    }

    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** A new session of nobody, with one attribute. */
    public static StoredState anonymous() {
        return of(MODULE, SessionState.EMPTY.with("step", "password"), LONG);
    }

    public static StoredState of(String subject) {
        return of(MODULE, new SessionState(Optional.of(subject), SessionState.EMPTY.with("n", 0).attributes()), LONG);
    }

    public static StoredState of(String module, SessionState state, Timeouts timeouts) {
        SessionToken token = token();
        return new StoredState(new StateKey(module, token.storageId()), SecretHash.of(token), 1, writeId(), now(),
                timeouts, state);
    }

    /** As by an instance whose clock shows that. */
    public static StoredState createdAt(String subject, Instant moment) {
        StoredState now = of(subject);
        return new StoredState(now.key(), now.secretHash(), 1, now.writeId(), moment.truncatedTo(ChronoUnit.MILLIS), LONG,
                now.state());
    }

    /** The next revision with the attribute {@code n} one higher. */
    public static StoredState incremented(StoredState stored) {
        return changed(stored, stored.state().with("n", stored.state().int64("n").orElse(0L) + 1));
    }

    public static StoredState changed(StoredState stored, SessionState state) {
        return stored.next(writeId(), stored.secretHash(), state);
    }
}
