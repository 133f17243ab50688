package com.iam.loginapp.internal;

import java.time.InstantSource;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import com.iam.state.api.Freshness;
import com.iam.state.api.StateManager;
import com.iam.users.api.AcceptedTickets;
import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserKind;
import com.iam.web.Authentication;
import com.iam.web.RestServlet;
import com.iam.web.Route;
import com.iam.web.WebModule;

import jakarta.servlet.Servlet;

/** The endpoints to log in and out. It stays while its services come and go: then it answers 503. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(LoginContext.SELECT)
@HttpWhiteboardServletPattern("/rest/*")
public final class LoginRest extends RestServlet {

    private static final long serialVersionUID = 1L;

    static final WebModule MODULE = new WebModule("login", UserKind.END_USER, "iam-login", WebModule.SameSite.LAX,
            Freshness.RECENT);

    private final transient Services services;

    @Activate
    public LoginRest() {
        this(InstantSource.system());
    }

    LoginRest(InstantSource clock) {
        this(new Authentication(MODULE, clock), clock);
    }

    private LoginRest(Authentication authentication, InstantSource clock) {
        this(authentication, new Services(authentication), clock);
    }

    private LoginRest(Authentication authentication, Services services, InstantSource clock) {
        super(Stream.concat(authentication.routes().stream(), Stream.of(
                Route.post("/public/authentication/sso-ticket/check", new TicketLogIn(services, authentication, clock)::handle))).toList());
        this.services = services;
    }

    @Reference(target = "(module=login)", cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void bindStateManager(StateManager service) {
        services.stateManager().bind(service);
    }

    void unbindStateManager(StateManager service) {
        services.stateManager().unbind(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindUserDirectory(UserDirectory service) {
        services.userDirectory().bind(service);
    }

    void unbindUserDirectory(UserDirectory service) {
        services.userDirectory().unbind(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSessionCutOffs(SessionCutOffs service) {
        services.sessionCutOffs().bind(service);
    }

    void unbindSessionCutOffs(SessionCutOffs service) {
        services.sessionCutOffs().unbind(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAcceptedTickets(AcceptedTickets service) {
        services.acceptedTickets().bind(service);
    }

    void unbindAcceptedTickets(AcceptedTickets service) {
        services.acceptedTickets().unbind(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTicketIssuer(TicketIssuer service) {
        services.issuers().add(service);
    }

    void unbindTicketIssuer(TicketIssuer service) {
        services.issuers().remove(service);
    }
}
