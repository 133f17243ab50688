package com.iam.loginapp.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import com.iam.loginapp.internal.Verdict.Reason;
import com.iam.loginapp.internal.Verdict.Refused;
import com.iam.state.api.StateManager;
import com.iam.support.audit.LineBudget;
import com.iam.users.api.AcceptedTickets;
import com.iam.users.api.User;
import com.iam.users.api.UserDirectory;
import com.iam.web.Admission;
import com.iam.web.Answer;
import com.iam.web.Authentication;
import com.iam.web.Call;
import com.iam.web.CutOff;
import com.iam.web.Problem;
import com.iam.web.SessionOwner;

/**
 * Lets a user in who shows a ticket, once. Attempts are not counted: a signature cannot be guessed, and whoever sends forged
 * tickets in a user's name would else keep the user out. They cost no look at the database.
 */
final class TicketLogIn {

    private final Services services;
    private final Admission admission;
    private final CutOff cutOff;
    private final InstantSource clock;
    /** It costs next to nothing to send either; the first must not push out the second. */
    private final LineBudget forged = new LineBudget(60, Duration.ofMinutes(1));
    private final LineBudget signed = new LineBudget(60, Duration.ofMinutes(1));

    TicketLogIn(Services services, Authentication authentication, InstantSource clock) {
        this.services = services;
        this.admission = authentication.admission();
        this.cutOff = authentication.cutOff();
        this.clock = clock;
    }

    Answer handle(Call call) {
        StateManager manager = services.stateManager().get();
        UserDirectory directory = services.userDirectory().get();
        AcceptedTickets accepted = services.acceptedTickets().get();
        Verdict verdict = services.issuers().verdict(call.text("ticket"), clock.instant());
        if (verdict instanceof Refused refused) {
            return refuse(refused, call);
        }
        Ticket ticket = ((Verdict.Valid) verdict).ticket();
        Optional<Instant> before = cutOff.before(new SessionOwner(ticket.username(), ticket.administrator()));
        Optional<User> user = directory.find(LoginRest.MODULE.users(), ticket.username());
        if (user.isEmpty()) {
            return refuse(new Refused(Reason.UNKNOWN_USER, ticket), call);
        }
        // Before the ticket is used up: if no session can begin now, it can be shown again.
        manager.check();
        if (!accepted.accept(ticket.issuer(), ticket.id(), ticket.forgottenAt())) {
            return refuse(new Refused(Reason.USED_BEFORE, ticket), call);
        }
        return letIn(user.get().name(), ticket, before, call, manager);
    }

    private Answer letIn(String username, Ticket ticket, Optional<Instant> before, Call call, StateManager manager) {
        Admission.Admitted admitted = admission.admit(new SessionOwner(username, ticket.administrator()), before, call, manager);
        ticket.administrator().ifPresentOrElse(
                administrator -> TicketAudit.representationBegun(admitted.event(), ticket, username, administrator, call),
                () -> TicketAudit.loggedIn(admitted.event(), ticket, username, call));
        return admitted.answer();
    }

    /** In the same words, whatever the reason. */
    private Answer refuse(Refused refused, Call call) {
        LineBudget lines = refused.username().isPresent() ? signed : forged;
        lines.next(clock.instant()).ifPresent(omitted -> TicketAudit.refused(refused, omitted, call));
        return Problem.unauthenticated(LoginRest.MODULE, "TICKET_REFUSED", "The ticket is not accepted, or no longer.");
    }
}
