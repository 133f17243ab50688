package com.iam.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.iam.state.api.Session;
import com.iam.state.api.StateManager;
import com.iam.support.audit.LineBudget;
import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.UserDirectory;

/**
 * Who is logged in to a module: the endpoints to log in, to look at the session and to log out, and the guard for the
 * module's other endpoints. While one of its services is away it answers 503 and leaves sessions and cookies alone.
 */
public final class Authentication {

    static final String AUTHENTICATED_AT = "authenticatedAt";

    private final WebModule module;
    private final InstantSource clock;
    private final CutOff cutOff;
    private final ClientSessions sessions;
    private final Admission admission;
    private final LogIn logIn;
    private final LineBudget refusedLines = new LineBudget(60, Duration.ofMinutes(1));
    private final ServiceSlot<StateManager> stateManager = ServiceSlot.ofStateManager();
    private final ServiceSlot<UserDirectory> userDirectory = ServiceSlot.ofUserDirectory();
    private final ServiceSlot<SessionCutOffs> sessionCutOffs = ServiceSlot.ofSessionCutOffs();

    public Authentication(WebModule module, InstantSource clock) {
        this.module = module;
        this.clock = clock;
        this.cutOff = new CutOff(module, sessionCutOffs);
        this.sessions = new ClientSessions(module, cutOff);
        this.admission = new Admission(sessions, clock);
        this.logIn = new LogIn(module, admission, cutOff, clock);
    }

    public ServiceSlot<StateManager> stateManager() {
        return stateManager;
    }

    public ServiceSlot<UserDirectory> userDirectory() {
        return userDirectory;
    }

    public ServiceSlot<SessionCutOffs> sessionCutOffs() {
        return sessionCutOffs;
    }

    public ClientSessions sessions() {
        return sessions;
    }

    /** For whoever proves in another way than by a password who it is. */
    public Admission admission() {
        return admission;
    }

    public CutOff cutOff() {
        return cutOff;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/public/authentication/password/check",
                        call -> logIn.handle(call, stateManager.get(), userDirectory.get())),
                Route.get("/session", this::session),
                Route.post("/logout", this::logOut));
    }

    /** An endpoint for somebody who is logged in; anybody else gets 401, and a line in the audit log. */
    public Endpoint required(Endpoint endpoint) {
        return call -> {
            requireLogIn(call);
            return endpoint.handle(call);
        };
    }

    private void requireLogIn(Call call) {
        try {
            if (sessions.live(call, stateManager.get()).session().state().subject().isEmpty()) {
                throw new ProblemException(sessions.none());
            }
        } catch (ProblemException e) {
            refusedLines.next(clock.instant())
                    .ifPresent(omitted -> LogInAudit.accessRefused(module, e.problem().code(), omitted, call));
            throw e;
        }
    }

    private Answer session(Call call) {
        StateManager manager = stateManager.get();
        Session session = sessions.live(call, manager).session();
        Instant lifetimeEnd = earlier(session.lifetimeEndsAt(), session.createdAt().plus(manager.timeouts().absoluteLifetime()));
        Map<String, Object> attributes = new LinkedHashMap<>();
        Optional<SessionOwner> owner = SessionOwner.of(session.state());
        attributes.put("username", owner.map(SessionOwner::username).orElse(null));
        attributes.put(SessionOwner.REPRESENTED_BY, owner.flatMap(SessionOwner::representedBy).orElse(null));
        attributes.put(AUTHENTICATED_AT, session.state().moment(AUTHENTICATED_AT).map(Instant::toString).orElse(null));
        attributes.put("createdAt", session.createdAt().toString());
        attributes.put("expiresAt", session.expiresAt().truncatedTo(ChronoUnit.MILLIS).toString());
        attributes.put("lifetimeEndsAt", lifetimeEnd.toString());
        return new Answer.Document("session", attributes);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Answer logOut(Call call) {
        return sessions.end(call, stateManager.get());
    }
}
