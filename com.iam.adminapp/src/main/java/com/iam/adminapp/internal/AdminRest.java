package com.iam.adminapp.internal;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import com.iam.configuration.ConfigurationProblem;
import com.iam.state.api.StateManager;
import com.iam.state.api.admin.SessionAdministration;
import com.iam.state.api.admin.Testlet;
import com.iam.users.api.SessionCutOffs;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserKind;
import com.iam.web.Authentication;
import com.iam.web.Call;
import com.iam.web.ClientSessions;
import com.iam.web.RestServlet;
import com.iam.web.Route;
import com.iam.web.WebModule;

import jakarta.servlet.Servlet;

/** The endpoints for administrators. It stays while its services come and go. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(AdminContext.SELECT)
@HttpWhiteboardServletPattern("/rest/*")
public final class AdminRest extends RestServlet {

    private static final long serialVersionUID = 1L;

    static final WebModule MODULE = new WebModule("admin", UserKind.ADMINISTRATOR, "iam-admin",
            WebModule.SameSite.STRICT);

    private final transient Authentication authentication;
    private final transient Services services;

    @Activate
    public AdminRest() {
        this(InstantSource.system());
    }

    AdminRest(InstantSource clock) {
        this(new Authentication(MODULE, clock), new Services(), clock);
    }

    private AdminRest(Authentication authentication, Services services, InstantSource clock) {
        super(routes(authentication, new StateEndpoint(services), new SessionsEndpoints(services,
                new Users(authentication.userDirectory(), authentication.sessionCutOffs()), administrators(authentication)),
                new TestletEndpoints(services), new RepresentationEndpoint(services, authentication.userDirectory(),
                        administrators(authentication), clock)));
        this.authentication = authentication;
        this.services = services;
    }

    private static Function<Call, String> administrators(Authentication authentication) {
        ClientSessions sessions = authentication.sessions();
        return call -> sessions.live(call, authentication.stateManager().get()).session().state().subject().orElseThrow();
    }

    private static List<Route> routes(Authentication authentication, StateEndpoint state, SessionsEndpoints sessions,
            TestletEndpoints testlets, RepresentationEndpoint representation) {
        return Stream.concat(authentication.routes().stream(), Stream.of(
                Route.get("/state", authentication.required(state::show)),
                Route.post("/sessions/list", authentication.required(sessions::list)),
                Route.post("/sessions/end", authentication.required(sessions::end)),
                Route.post("/sessions/end-all", authentication.required(sessions::endAll)),
                Route.post("/testlet", authentication.required(testlets::run)),
                Route.get("/testlet", authentication.required(testlets::progress)),
                Route.post("/representation/ticket", authentication.required(representation::ticket)))).toList();
    }

    @Reference(target = "(module=admin)", cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void bindOwnStateManager(StateManager service) {
        authentication.stateManager().bind(service);
    }

    void unbindOwnStateManager(StateManager service) {
        authentication.stateManager().unbind(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindUserDirectory(UserDirectory service) {
        authentication.userDirectory().bind(service);
    }

    void unbindUserDirectory(UserDirectory service) {
        authentication.userDirectory().unbind(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSessionCutOffs(SessionCutOffs service) {
        authentication.sessionCutOffs().bind(service);
    }

    void unbindSessionCutOffs(SessionCutOffs service) {
        authentication.sessionCutOffs().unbind(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSessions(SessionAdministration service) {
        services.managers().add(service);
    }

    void unbindSessions(SessionAdministration service) {
        services.managers().remove(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindConfigurationProblem(ConfigurationProblem service) {
        services.problems().add(service);
    }

    void unbindConfigurationProblem(ConfigurationProblem service) {
        services.problems().remove(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, updated = "updatedTestlet")
    void bindTestlet(Testlet service, Map<String, ?> properties) {
        services.testlets().put(service, String.valueOf(properties.get(Testlet.NAME)));
    }

    void updatedTestlet(Testlet service, Map<String, ?> properties) {
        bindTestlet(service, properties);
    }

    void unbindTestlet(Testlet service) {
        services.testlets().remove(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRepresentation(Representation service) {
        services.representation().bind(service);
    }

    void unbindRepresentation(Representation service) {
        services.representation().unbind(service);
    }
}
