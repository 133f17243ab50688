package com.iam.transactionapproval.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import com.iam.state.api.SessionToken;
import com.iam.state.api.Started;
import com.iam.state.api.StateManager;
import com.iam.web.Answer;
import com.iam.web.Call;
import com.iam.web.Route;

/** What applications ask: for an approval, and what came of it. */
final class ApplicationEndpoints {

    private static final String USERNAME = "username";
    private static final int MAXIMUM_USERNAME = 128;

    private final Services services;
    private final Approvals approvals;
    private final Decisions decisions;
    private final InstantSource clock;

    ApplicationEndpoints(Services services, Approvals approvals, InstantSource clock) {
        this.services = services;
        this.approvals = approvals;
        this.decisions = new Decisions(approvals, clock);
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.post("/approvals", this::request), Route.post("/approvals/outcome", this::outcome));
    }

    /** Asks no directory, so the answer cannot tell whether there is such a user. */
    private Answer request(Call call) {
        Application application = services.applications().authenticated(call);
        ApprovalSettings settings = services.settings().get();
        StateManager manager = services.stateManager().get();
        String username = PlainText.required(USERNAME, call.text(USERNAME), MAXIMUM_USERNAME);
        Approval approval = Approval.requested(application.name(), username, Transaction.of(call, Set.of(USERNAME)), settings,
                clock.instant());
        Started<Void> kept = approvals.begin(manager, approval);
        Started<Void> visit = manager.start(new Visit(kept.token(), false).state());
        Kept requested = Kept.in(kept.session()).orElseThrow();
        ApprovalAudit.requested(requested);
        return Documents.requested(requested, clock.instant(), kept.token().value(), visit.token().value());
    }

    /** The same each time, once it is decided. It is asked for with POST, since an id belongs into no address. */
    private Answer outcome(Call call) {
        Application application = services.applications().authenticated(call);
        SessionToken token = SessionToken.parse(call.text("id")).orElseThrow(Approvals::none);
        StateManager manager = services.stateManager().get();
        Kept kept = approvals.find(manager, token);
        if (!kept.approval().application().equals(application.name())) {
            throw Approvals.none();
        }
        Instant now = clock.instant();
        return Documents.of(decisions.outcome(manager, token, kept, now), now);
    }
}
