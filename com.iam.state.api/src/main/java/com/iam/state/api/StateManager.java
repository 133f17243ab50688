package com.iam.state.api;

import java.util.function.Function;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The sessions of one module: the only service that modules use. Its property {@value #MODULE} names the module.
 *
 * <p>Where the states are kept, and how they are protected, changes under it without a call failing or a session
 * getting lost. Calls block for a bounded time; none holds a monitor meanwhile. All may be called by any number of
 * threads.
 *
 * <p>Every method throws {@link StateUnavailableException} when the state cannot be reached in time, or cannot be
 * opened for a reason that an operator may still mend. It never reports a fault as a session that is gone.
 *
 * <p>{@link #start}, {@link #update} and {@link #renewId} throw {@link StateTooLargeException} if the state, or an
 * attribute, takes more room than configured (65,536 and 16,384 bytes by default), and {@link
 * IllegalArgumentException} if no repository could keep it (nested too deep, or a text that is no Unicode). The
 * session stays as it was.
 */
@ProviderType
public interface StateManager {

    /** Service property: the module's name. */
    String MODULE = "module";

    /**
     * Begins a session. If its subject then has more sessions than it may have, the oldest of them end.
     */
    Started<Void> start(SessionState initial);

    /** Reads a session and keeps it alive. */
    SessionOutcome<Session> resume(SessionToken token, Freshness freshness);

    /** Resumes a {@linkplain Freshness#RECENT recent} state. */
    default SessionOutcome<Session> resume(SessionToken token) {
        return resume(token, Freshness.RECENT);
    }

    /** Reads a session without keeping it alive, for polling. */
    SessionOutcome<Session> peek(SessionToken token, Freshness freshness);

    /** Peeks at a {@linkplain Freshness#RECENT recent} state. */
    default SessionOutcome<Session> peek(SessionToken token) {
        return peek(token, Freshness.RECENT);
    }

    /**
     * Changes a session. What is written is never based on an outdated state; where nothing is to be written the
     * state may be a {@linkplain Freshness#RECENT recent} one.
     *
     * @param change a pure function of the state: it is called again when another request changed the state meanwhile
     */
    <R> SessionOutcome<Updated<R>> update(SessionToken token, Function<SessionState, Change<R>> change);

    /**
     * Changes a session that this request has read already, and so spares the repository the reading: a request that
     * resumes and changes its session asks it twice in all. If the session was changed meanwhile, it is read again.
     *
     * @param seen what {@link #resume}, {@link #peek} or an update has returned for this very token
     * @throws IllegalArgumentException if it is another session, or the session under another secret
     */
    <R> SessionOutcome<Updated<R>> update(SessionToken token, Session seen, Function<SessionState, Change<R>> change);

    /**
     * Changes a session and gives it a new secret, in one step; the old one is of no use from then on. For each
     * change of privilege, such as a log-in.
     */
    <R> SessionOutcome<Started<R>> renewId(SessionToken token, Function<SessionState, Change<R>> change);

    /**
     * Ends a session, as its user. When it returns, no instance serves it any more. Nothing happens if it is gone. A
     * session that is {@linkplain SessionUnreadableException unreadable} ends as well, although it cannot be known
     * whether the secret is right.
     */
    void end(SessionToken token);

    /**
     * Ends a session that its user may not go on with, since an administrator has decided so, whatever its secret is
     * by now. When it returns, no instance serves it any more.
     */
    void revoke(SessionToken token);

    /** How long sessions live that begin now, by the settings of the module. */
    Timeouts timeouts();

    /** Returns if sessions can be served right now; throws {@link StateUnavailableException} if not. */
    void check();
}
