package com.iam.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;

/**
 * Who is logged in to a module: the endpoints to log in, to look at the session and to log out, and the guard for the
 * module's other endpoints. While one of its services is away it answers 503 and leaves sessions and cookies alone.
 */
public final class Authentication {

    static final String AUTHENTICATED_AT = "authenticatedAt";

    private final WebModule module;
    private final SessionCookie cookie;
    private final LogIn logIn;
    private final ServiceSlot<StateManager> stateManager = new ServiceSlot<>(
            () -> new StateUnavailableException("there is no state manager"));
    private final ServiceSlot<UserDirectory> userDirectory = new ServiceSlot<>(
            () -> new UserDirectoryUnavailableException("there is no user directory", null));

    public Authentication(WebModule module, InstantSource clock) {
        this.module = module;
        this.cookie = new SessionCookie(module);
        this.logIn = new LogIn(module, cookie, clock);
    }

    public ServiceSlot<StateManager> stateManager() {
        return stateManager;
    }

    public ServiceSlot<UserDirectory> userDirectory() {
        return userDirectory;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/public/authentication/password/check",
                        call -> logIn.handle(call, stateManager.get(), userDirectory.get())),
                Route.get("/session", this::session),
                Route.post("/logout", this::logOut));
    }

    /** An endpoint for somebody who is logged in; anybody else gets 401. */
    public Endpoint required(Endpoint endpoint) {
        return call -> {
            Session session = live(call, stateManager.get());
            if (session.state().subject().isEmpty()) {
                throw new ProblemException(notLoggedIn());
            }
            return endpoint.handle(call);
        };
    }

    private Answer session(Call call) {
        StateManager manager = stateManager.get();
        Session session = live(call, manager);
        Instant lifetimeEnd = session.createdAt().plus(manager.status().timeouts().absoluteLifetime());
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("username", session.state().subject().orElse(null));
        attributes.put(AUTHENTICATED_AT, session.state().moment(AUTHENTICATED_AT).map(Instant::toString).orElse(null));
        attributes.put("createdAt", session.createdAt().toString());
        attributes.put("expiresAt", session.expiresAt().truncatedTo(ChronoUnit.MILLIS).toString());
        attributes.put("lifetimeEndsAt", lifetimeEnd.toString());
        return new Answer.Document("session", attributes);
    }

    private Answer logOut(Call call) {
        // Before the cookie goes: if this fails, the session may still live, and only the cookie can end it.
        cookie.read(call.request()).ifPresent(stateManager.get()::end);
        return new Answer.Empty(Map.of("Set-Cookie", cookie.clear(call.request())));
    }

    private Session live(Call call, StateManager manager) {
        Optional<SessionToken> token = cookie.read(call.request());
        if (token.isEmpty()) {
            boolean malformed = cookie.isPresent(call.request());
            throw new ProblemException(malformed ? cleared(notLoggedIn(), call) : notLoggedIn());
        }
        SessionOutcome<Session> outcome = call.isPolling()
                ? manager.peek(token.get(), module.freshness())
                : manager.resume(token.get(), module.freshness());
        if (outcome instanceof SessionOutcome.Live<Session> live) {
            return live.value();
        }
        throw new ProblemException(gone(((SessionOutcome.Gone<Session>) outcome).reason(), call));
    }

    private Problem gone(SessionOutcome.Reason reason, Call call) {
        return switch (reason) {
            // Not cleared: the answer to the other request brings, or has brought, the new cookie of the same name.
            case RENEWED -> Problem.unauthenticated(module, "SESSION_RENEWED",
                    "Another request has renewed the session: try again with its cookie.");
            case EXPIRED -> cleared(Problem.unauthenticated(module, "SESSION_EXPIRED", "The session has expired."), call);
            case ABSENT, REFUSED -> cleared(notLoggedIn(), call);
        };
    }

    private Problem notLoggedIn() {
        return Problem.unauthenticated(module, "NO_SESSION", "Nobody is logged in.");
    }

    private Problem cleared(Problem problem, Call call) {
        return problem.with("Set-Cookie", cookie.clear(call.request()));
    }
}
