package com.iam.counter.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import com.iam.state.api.Change;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome;
import com.iam.state.api.SessionOutcome.Gone;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionState;
import com.iam.state.api.SessionToken;
import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.Updated;

/**
 * A number in each session, to be read and to be counted up: what a drill needs to find out whether a write was lost.
 * The answers are plain texts. The token stands in the header {@code Session}, where a client can have many.
 *
 * <p>{@code POST start?user=U&number=N} starts N sessions and answers their tokens, a line each. {@code GET value}
 * and {@code POST increment} answer the number, 401 and the reason if there is no such session, and 503 with {@code
 * Retry-After} if that cannot be said, with {@code Outcome: unknown} if the number may have been counted up all the
 * same. {@code POST end} ends the session. {@code POST missing} takes tokens, a line each, and answers how many of
 * them are no session.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/counter/*")
public final class CounterServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private transient volatile StateManager manager;

    @Reference(target = "(module=counter)", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStateManager(StateManager service) {
        manager = service;
    }

    void unbindStateManager(StateManager service) {
        if (manager == service) {
            manager = null;
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        try {
            answer(request, response);
        } catch (StateUnavailableException e) {
            response.setStatus(503);
            response.setHeader("Retry-After", "1");
            response.setHeader("Outcome", e.isOutcomeUnknown() ? "unknown" : "unchanged");
            response.getWriter().print(e.getMessage());
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StateManager sessions = Optional.ofNullable(manager)
                .orElseThrow(() -> new StateUnavailableException("there is no state manager"));
        switch (request.getMethod() + " " + request.getPathInfo()) {
            case "POST /start" -> {
                SessionState state = SessionState.EMPTY.withSubject(request.getParameter("user")).with("n", 0);
                for (int left = Integer.parseInt(request.getParameter("number")); left > 0; left--) {
                    response.getWriter().println(sessions.start(state).token().value());
                }
            }
            case "GET /value" -> print(sessions.resume(token(request)), Function.identity(), response);
            case "POST /increment" -> print(sessions.update(token(request),
                    state -> Change.to(state.with("n", number(state) + 1))), Updated::session, response);
            case "POST /missing" -> response.getWriter().print(request.getReader().lines()
                    .map(line -> SessionToken.parse(line).orElseThrow())
                    .filter(token -> !(sessions.peek(token) instanceof Live<Session>)).count());
            case "POST /end" -> sessions.end(token(request));
            default -> response.setStatus(404);
        }
    }

    private static <T> void print(SessionOutcome<T> outcome, Function<T, Session> session, HttpServletResponse response)
            throws IOException {
        if (outcome instanceof Live<T> live) {
            response.getWriter().print(number(session.apply(live.value()).state()));
        } else {
            response.setStatus(401);
            response.getWriter().print(((Gone<T>) outcome).reason());
        }
    }

    private static long number(SessionState state) {
        return state.int64("n").orElseThrow();
    }

    private static SessionToken token(HttpServletRequest request) {
        return SessionToken.parse(request.getHeader("Session")).orElseThrow();
    }
}
