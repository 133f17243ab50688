package com.iam.adminapp.internal;

import static com.iam.adminapp.internal.StateEndpoint.members;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.iam.state.api.Page;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.StateKey;
import com.iam.state.api.admin.SessionAdministration;
import com.iam.state.api.StateUnavailableException;
import com.iam.web.Answer;
import com.iam.web.Call;
import com.iam.web.Problem;
import com.iam.web.ProblemException;
import com.iam.web.SessionOwner;

/**
 * Lists the live sessions of a module, and ends single ones, or all of a user. Names and ids stand in bodies only: addresses get
 * into the logs of proxies.
 */
final class SessionsEndpoints {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAXIMUM_LIMIT = 200;

    private final Services services;
    private final Users users;
    private final Function<Call, String> administrators;

    /** @param administrators the name of who calls */
    SessionsEndpoints(Services services, Users users, Function<Call, String> administrators) {
        this.services = services;
        this.users = users;
        this.administrators = administrators;
    }

    Answer list(Call call) {
        String module = call.text("module");
        SessionAdministration manager = services.managerOf(module);
        Optional<String> subject = call.value("subject").map(name -> users.nameIn(module, name));
        Page<SessionInfo> page = page(manager, subject, call);
        return new Answer.Document("sessions", members("module", module, "subject", subject.orElse(null),
                "sessions", page.items().stream().map(SessionsEndpoints::session).toList(),
                "next", page.next().orElse(null)));
    }

    Answer end(Call call) {
        String module = call.text("module");
        SessionAdministration manager = services.managerOf(module);
        StateKey session = key(module, call.text("id"));
        String administrator = administrators.apply(call);
        if (!delete(manager, session, administrator, call)) {
            throw noSuchSession();
        }
        AdminAudit.ended(session, administrator, call.address());
        return new Answer.Empty(List.of());
    }

    /** Those that begin meanwhile, too; and by the instant from which on others count, those that no list shows. */
    Answer endAll(Call call) {
        String module = call.text("module");
        SessionAdministration manager = services.managerOf(module);
        String administrator = administrators.apply(call);
        String subject = users.nameIn(module, call.text("subject"));
        Optional<Instant> cutOff = users.cutOff(module, subject);
        // Before: if it fails half-way, some have ended, each with a line of its own.
        AdminAudit.allEnded(module, subject, cutOff, administrator, call.address());
        return new Answer.Document("ended-sessions", members("module", module, "subject", subject, "ended",
                manager.endAllOf(subject), "cutOff", cutOff.map(Instant::toString).orElse(null)));
    }

    private static Page<SessionInfo> page(SessionAdministration manager, Optional<String> subject, Call call) {
        Optional<String> cursor = call.value("cursor");
        int limit = limit(call);
        try {
            return subject.isPresent()
                    ? manager.sessionsOf(subject.get(), cursor, limit)
                    : manager.page(cursor, limit);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.invalid("The value 'cursor' comes from no page."));
        }
    }

    private static int limit(Call call) {
        String text = call.value("limit").orElse(Integer.toString(DEFAULT_LIMIT));
        if (text.matches("\\d{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAXIMUM_LIMIT) {
                return limit;
            }
        }
        throw new ProblemException(Problem.invalid("The value 'limit' is from 1 to " + MAXIMUM_LIMIT + "."));
    }

    private static StateKey key(String module, String id) {
        try {
            return new StateKey(module, id);
        } catch (IllegalArgumentException e) {
            // What cannot be a storage id is nobody's.
            throw noSuchSession();
        }
    }

    private static boolean delete(SessionAdministration manager, StateKey session, String administrator, Call call) {
        try {
            return manager.delete(session.storageId());
        } catch (StateUnavailableException e) {
            if (e.isOutcomeUnknown()) {
                AdminAudit.unconfirmed(session, administrator, call.address());
            }
            throw e;
        }
    }

    private static ProblemException noSuchSession() {
        return new ProblemException(Problem.notFound("NO_SUCH_SESSION", "There is no such session, or no longer."));
    }

    /** The id is half of what a client must know: of no use without the secret, but nothing for logs and addresses. */
    private static Map<String, Object> session(SessionInfo session) {
        Optional<SessionOwner> owner = session.subject().map(SessionOwner::of);
        return members(
                "id", session.key().storageId(),
                "subject", owner.map(SessionOwner::username).orElse(null),
                "representedBy", owner.flatMap(SessionOwner::representedBy).orElse(null),
                "createdAt", session.createdAt().toString(),
                "expiresAt", session.expiresAt().truncatedTo(ChronoUnit.MILLIS).toString(),
                "revision", session.revision(),
                "unreadable", session.unreadable().map(Enum::name).orElse(null));
    }
}
