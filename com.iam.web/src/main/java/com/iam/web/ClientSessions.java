package com.iam.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.Freshness;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionOutcome.Reason;
import com.iam.state.api.SessionToken;
import com.iam.state.api.SessionUnreadableException;
import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;

/** The sessions of a module's clients, by the cookies that they show and are given. */
public final class ClientSessions {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSessions.class);

    /** A session that is live, and what its client showed. */
    public record Presented(SessionToken token, Session session) {
    }

    private final WebModule module;
    private final SessionCookie cookie;
    private final CutOff cutOff;

    public ClientSessions(WebModule module, CutOff cutOff) {
        this.module = module;
        this.cutOff = cutOff;
        this.cookie = new SessionCookie(module);
    }

    /** What the client shows, be it of any use or not: one at most, but for odd cookies of other applications on the host. */
    public List<SessionToken> tokens(Call call) {
        return cookie.read(call.request());
    }

    /**
     * The client's session, as fresh as the module demands: the first that lives, of what the client shows. It is kept alive, unless
     * the client only polls.
     *
     * @throws ProblemException with 401 if there is none
     * @throws SessionUnreadableException if none lives, but one may again once it can be opened
     */
    public Presented live(Call call, StateManager manager) {
        List<Reason> reasons = new ArrayList<>();
        Optional<SessionUnreadableException> unreadable = Optional.empty();
        for (SessionToken token : tokens(call)) {
            try {
                SessionOutcome<Session> outcome = call.isPolling()
                        ? manager.peek(token, module.freshness())
                        : manager.resume(token, module.freshness());
                if (outcome instanceof Live<Session> live && !isOver(token, live.value(), manager)) {
                    return new Presented(token, live.value());
                }
                reasons.add(outcome instanceof Gone<Session> gone ? gone.reason() : Reason.ABSENT);
            } catch (SessionUnreadableException e) {
                unreadable = Optional.of(e);
            }
        }
        if (unreadable.isPresent()) {
            throw unreadable.get();
        }
        if (reasons.isEmpty()) {
            boolean malformed = cookie.isPresent(call.request());
            throw new ProblemException(malformed ? cleared(none(), call) : none());
        }
        throw new ProblemException(gone(reasons.contains(Reason.RENEWED) ? Reason.RENEWED : reasons.get(0), call));
    }

    /**
     * Whether a session that lives should not, since all sessions of its user have been ended, or the user may not log in any more.
     * Then it is ended.
     */
    boolean isOver(SessionToken token, Session session, StateManager manager) {
        if (!cutOff.isOver(session) && !cutOff.isBarred(session)) {
            return false;
        }
        try {
            manager.revoke(token);
        } catch (StateUnavailableException e) {
            LOG.debug("A session that is over was not deleted; nobody is served with it all the same", e);
        }
        return true;
    }

    /** The answer to a client that has no session that is of any use here. */
    public Problem none() {
        return Problem.unauthenticated(module, "NO_SESSION", "Nobody is logged in.");
    }

    /** The same answer, and a cookie with this token. */
    public Answer.Document keep(Answer.Document answer, Call call, SessionToken token) {
        return answer.with("Set-Cookie", cookie.keep(call.request(), token));
    }

    /**
     * Ends what the client shows, if there is a session, and takes the cookie away.
     *
     * @throws ProblemException with 401 if another request has renewed the session: it lives, and only its new cookie can end it
     */
    Answer.Empty end(Call call, StateManager manager) {
        // Before the cookie goes: if this fails, the session may still live, and only the cookie can end it.
        tokens(call).forEach(manager::end);
        tokens(call).forEach(token -> {
            // Asked afterwards, so that no renewal slips in between.
            if (manager.peek(token, Freshness.LATEST) instanceof Gone<Session> gone && gone.reason() == Reason.RENEWED) {
                throw new ProblemException(gone(gone.reason(), call));
            }
        });
        return new Answer.Empty(List.of(new Answer.Header("Set-Cookie", cookie.clear(call.request()))));
    }

    private Problem gone(Reason reason, Call call) {
        return switch (reason) {
            // Not cleared: the answer to the other request brings, or has brought, the new cookie of the same name.
            case RENEWED -> Problem.unauthenticated(module, "SESSION_RENEWED",
                    "Another request has renewed the session: try again with its cookie.");
            case EXPIRED -> cleared(Problem.unauthenticated(module, "SESSION_EXPIRED", "The session has expired."), call);
            case ABSENT, REFUSED -> cleared(none(), call);
        };
    }

    private Problem cleared(Problem problem, Call call) {
        return problem.with("Set-Cookie", cookie.clear(call.request()));
    }
}
