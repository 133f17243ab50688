package com.iam.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import com.iam.state.api.Session;
import com.iam.state.api.SessionState;
import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.UserKind;

/**
 * Judges sessions by the instants before which those of their owners are over. Whoever can write to the place where sessions are kept
 * can hide one from its lists, but can change neither what the session holds nor these instants.
 *
 * <p>No clocks are compared where it matters. A log-in asks for its user's instant first, and the session keeps it: a later one ends
 * it, and the same one does not, however close to it the session began. One without an instant of its own is judged by its time of
 * creation; clocks of instances differ by no more than {@link #CLOCKS}, or no session could begin.
 */
public final class CutOff {

    static final String ATTRIBUTE = "cutOff";
    /** Each is within two seconds of the clock of the repository. */
    static final Duration CLOCKS = Duration.ofSeconds(4);

    private static final String ADMINISTRATORS_MODULE = "admin";

    private final WebModule module;
    private final ServiceSlot<SessionCutOffs> cutOffs;

    public CutOff(WebModule module, ServiceSlot<SessionCutOffs> cutOffs) {
        this.module = module;
        this.cutOffs = cutOffs;
    }

    /**
     * The instant of a user who is about to prove who it is. To be asked before the proof is looked at.
     *
     * @throws com.iam.users.api.UserDirectoryUnavailableException if the users cannot be reached
     */
    public Optional<Instant> before(SessionOwner owner) {
        return cutOffs.find().flatMap(service -> later(service.latest(module.users(), module.name(), owner.username()),
                owner.representedBy().flatMap(each -> service.latest(UserKind.ADMINISTRATOR, ADMINISTRATORS_MODULE, each))));
    }

    /** The same, as far as it is known here, for what begins without a proof. */
    public Optional<Instant> known(SessionOwner owner) {
        return cutOffs.find().flatMap(service -> later(service.known(module.users(), module.name(), owner.username()),
                owner.representedBy().flatMap(each -> service.known(UserKind.ADMINISTRATOR, ADMINISTRATORS_MODULE, each))));
    }

    /** The state of a session that begins, or begins anew, after that instant. */
    public static SessionState after(Optional<Instant> cutOff, SessionState state) {
        return cutOff.map(each -> state.with(ATTRIBUTE, each)).orElseGet(() -> state.without(ATTRIBUTE));
    }

    /** Whether all sessions of its owner that had begun when this one did have been ended. */
    public boolean isOver(Session session) {
        return SessionOwner.of(session.state()).flatMap(this::known).filter(at -> session.state().moment(ATTRIBUTE)
                .map(own -> own.isBefore(at)).orElseGet(() -> session.createdAt().isBefore(at.plus(CLOCKS)))).isPresent();
    }

    /** Whether its owner, or the administrator who acts for the owner, may not log in any more. */
    boolean isBarred(Session session) {
        return SessionOwner.of(session.state()).flatMap(owner -> cutOffs.find().filter(service ->
                service.isBarred(module.users(), owner.username()) || owner.representedBy()
                        .filter(each -> service.isBarred(UserKind.ADMINISTRATOR, each)).isPresent())).isPresent();
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent() ? one.filter(other.get()::isBefore).or(() -> other) : one.or(() -> other);
    }
}
