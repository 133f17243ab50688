package com.iam.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import com.iam.state.api.Change;
import com.iam.state.api.Freshness;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.Started;
import com.iam.state.api.SessionUnreadableException;
import com.iam.state.api.StateManager;

/** Lets somebody in who has proved who it is, by whatever proof. */
public final class Admission {

    /**
     * @param event that of the end of the session, for the audit log
     * @param answer with the cookie
     */
    public record Admitted(String event, Answer.Document answer) {
    }

    private final ClientSessions sessions;
    private final InstantSource clock;

    public Admission(ClientSessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Sees to it that the client has a session of this owner under a fresh secret. One that it shows is kept under that, with what is in
     * it, if it is the owner's or no user's yet; that of another user is ended.
     *
     * @param cutOff see {@link CutOff#before}
     */
    public Admitted admit(SessionOwner owner, Optional<Instant> cutOff, Call call, StateManager manager) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Started<Void> started = begin(owner, state -> loggedIn(state, owner, cutOff, now), sessions.tokens(call), manager);
        return new Admitted(started.session().reference(), sessions.keep(new Answer.Document("authentication.success",
                Map.of("username", owner.username(), "nextStep", "none")), call, started.token()));
    }

    private Started<Void> begin(SessionOwner owner, UnaryOperator<SessionState> loggedIn, List<SessionToken> presented,
            StateManager manager) {
        for (SessionToken token : presented) {
            Optional<Session> present = present(token, manager);
            if (present.isEmpty() || sessions.isOver(token, present.get(), manager)) {
                continue;
            }
            Optional<String> before = present.get().state().subject();
            if (before.isEmpty() || before.get().equals(owner.subject())) {
                // The owner cannot change between the look and the renewal: that would have changed the secret as well.
                SessionOutcome<Started<Void>> renewed = manager.renewId(token, state -> Change.to(loggedIn.apply(state)));
                if (renewed instanceof SessionOutcome.Live<Started<Void>> still) {
                    return still.value();
                }
            } else {
                manager.end(token);
            }
        }
        return manager.start(loggedIn.apply(SessionState.EMPTY));
    }

    /** One that cannot be opened is nobody's here: it is left to an operator and to its time. */
    private static Optional<Session> present(SessionToken token, StateManager manager) {
        try {
            return manager.peek(token, Freshness.LATEST) instanceof SessionOutcome.Live<Session> live
                    ? Optional.of(live.value())
                    : Optional.empty();
        } catch (SessionUnreadableException e) {
            return Optional.empty();
        }
    }

    private static SessionState loggedIn(SessionState state, SessionOwner owner, Optional<Instant> cutOff, Instant now) {
        return CutOff.after(cutOff, owner.in(state)).with(Authentication.AUTHENTICATED_AT, now);
    }
}
