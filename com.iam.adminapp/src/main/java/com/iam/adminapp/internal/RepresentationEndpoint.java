package com.iam.adminapp.internal;

import static com.iam.adminapp.internal.StateEndpoint.members;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;

import com.iam.users.api.User;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserKind;
import com.iam.web.Answer;
import com.iam.web.Call;
import com.iam.web.Problem;
import com.iam.web.ProblemException;
import com.iam.web.ServiceSlot;

/** Gives an administrator a ticket with which to act for an end user at the Loginapp. */
final class RepresentationEndpoint {

    private final Services services;
    private final ServiceSlot<UserDirectory> directory;
    private final Function<Call, String> administrators;
    private final InstantSource clock;
    private final Consumer<byte[]> random = new SecureRandom()::nextBytes;

    /** @param administrators the name of who calls */
    RepresentationEndpoint(Services services, ServiceSlot<UserDirectory> directory, Function<Call, String> administrators,
            InstantSource clock) {
        this.services = services;
        this.directory = directory;
        this.administrators = administrators;
        this.clock = clock;
    }

    /** Unlike the Loginapp it says so if there is no such user: administrators see who has sessions anyway. */
    Answer ticket(Call call) {
        Representation representation = services.representation().get();
        User user = directory.get().find(UserKind.END_USER, call.text("username"))
                .orElseThrow(() -> new ProblemException(Problem.notFound("USER_UNKNOWN",
                        "There is no end user of this name, or the user may not log in.")));
        String administrator = administrators.apply(call);
        Representation.Ticket ticket = representation.ticket(user.name(), administrator, clock.instant(), random);
        AdminAudit.representationOrdered(user.name(), administrator, call.address());
        return new Answer.Document("representation-ticket", members("ticket", ticket.value(), "username", user.name(),
                "expiresAt", ticket.expiresAt().toString()));
    }
}
