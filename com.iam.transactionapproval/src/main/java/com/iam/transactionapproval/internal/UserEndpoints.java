package com.iam.transactionapproval.internal;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.Change;
import com.iam.state.api.Freshness;
import com.iam.state.api.Session;
import com.iam.state.api.SessionOutcome.Live;
import com.iam.state.api.SessionToken;
import com.iam.state.api.Started;
import com.iam.state.api.StateManager;
import com.iam.state.api.StateUnavailableException;
import com.iam.users.api.UserDirectory;
import com.iam.web.Answer;
import com.iam.web.Call;
import com.iam.web.ClientSessions;
import com.iam.web.Problem;
import com.iam.web.ProblemException;
import com.iam.web.Route;

/** What the user's browser asks: to open a ticket, to see the transaction, to approve or refuse it. */
final class UserEndpoints {

    private static final Logger LOG = LoggerFactory.getLogger(UserEndpoints.class);

    private final Services services;
    private final ClientSessions sessions;
    private final Approvals approvals;
    private final Decisions decisions;
    private final InstantSource clock;

    UserEndpoints(Services services, Approvals approvals, ClientSessions sessions, InstantSource clock) {
        this.services = services;
        this.sessions = sessions;
        this.approvals = approvals;
        this.decisions = new Decisions(approvals, clock);
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/public/ticket/open", this::open),
                Route.get("/approval", this::show),
                Route.post("/approval/approve", this::approve),
                Route.post("/approval/refuse", this::refuse));
    }

    /** A session that has been opened, and what it was opened for. */
    private record Opened(SessionToken own, SessionToken approval, Kept kept) {
    }

    /** The ticket gets a new secret in one compare-and-set, so of all who show it one gets in. */
    private Answer open(Call call) {
        StateManager manager = services.stateManager().get();
        SessionToken ticket = SessionToken.parse(call.text("ticket")).orElseThrow(UserEndpoints::noTicket);
        if (!(manager.peek(ticket, Freshness.LATEST) instanceof Live<Session> live)) {
            throw noTicket();
        }
        Visit visit = Visit.from(live.value().state()).filter(each -> !each.opened()).orElseThrow(UserEndpoints::noTicket);
        Kept kept = approvals.find(manager, visit.approval());
        Visit opened = new Visit(visit.approval(), true);
        // Its cookie is about to be replaced. Before the ticket is spent: if this fails, it can still be opened.
        sessions.tokens(call).forEach(manager::end);
        if (!approvals.openOnce(live.value())) {
            throw noTicket();
        }
        if (!(manager.renewId(ticket, state -> Change.to(opened.state())) instanceof Live<Started<Void>> renewed)) {
            throw noTicket();
        }
        return sessions.keep(Documents.of(kept, clock.instant()), call, renewed.value().token());
    }

    private Answer show(Call call) {
        return Documents.of(opened(call, services.stateManager().get()).kept, clock.instant());
    }

    private Answer approve(Call call) {
        StateManager manager = services.stateManager().get();
        UserDirectory directory = services.userDirectory().get();
        String code = call.text("code");
        Opened opened = shown(call, manager);
        Kept approved = decisions.approve(manager, opened.approval, opened.kept, directory, code, call.address());
        Answer.Document answer = Documents.of(approved, clock.instant());
        return renewed(manager, opened.own).map(token -> sessions.keep(answer, call, token)).orElse(answer);
    }

    /**
     * Whoever got hold of the secret before the code was given must not see what follows. Empty if that is not
     * possible: it is approved all the same.
     */
    private static Optional<SessionToken> renewed(StateManager manager, SessionToken own) {
        try {
            return manager.renewId(own, Change::to) instanceof Live<Started<Void>> live
                    ? Optional.of(live.value().token())
                    : Optional.empty();
        } catch (StateUnavailableException e) {
            LOG.debug("A session has approved, and may keep its secret", e);
            return Optional.empty();
        }
    }

    private Answer refuse(Call call) {
        StateManager manager = services.stateManager().get();
        Opened opened = shown(call, manager);
        return Documents.of(decisions.refuse(manager, opened.approval, opened.kept), clock.instant());
    }

    /** A browser has one cookie and many pages: what is decided must be what this page shows. */
    private Opened shown(Call call, StateManager manager) {
        String reference = call.text("reference");
        Opened opened = opened(call, manager);
        if (!opened.kept.reference().equals(reference)) {
            throw new ProblemException(new Problem(409, "ANOTHER_APPROVAL", "Not what was shown",
                    "Another transaction has been opened in this browser. Nothing was decided."));
        }
        return opened;
    }

    private Opened opened(Call call, StateManager manager) {
        ClientSessions.Presented presented = sessions.live(call, manager);
        Visit visit = Visit.from(presented.session().state()).filter(Visit::opened)
                .orElseThrow(() -> new ProblemException(sessions.none()));
        return new Opened(presented.token(), visit.approval(), approvals.find(manager, visit.approval()));
    }

    private static ProblemException noTicket() {
        return new ProblemException(Problem.notFound("NO_SUCH_TICKET",
                "This link is of no use, or no longer: it can be opened once."));
    }
}
